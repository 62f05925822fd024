"""How the tables came to be; append-only once released."""
