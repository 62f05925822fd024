"""Whether enough was read: a guarantee in words, sharpened by a random audit of the rest."""
