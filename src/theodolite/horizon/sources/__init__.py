"""One module per kind of source; every one turns bytes into items and asks for no network."""
