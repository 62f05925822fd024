"""People decide on items one by one, several of them, for years: what they did and what is next."""
