"""From every source to a short list worth reading, and the trends behind it."""
