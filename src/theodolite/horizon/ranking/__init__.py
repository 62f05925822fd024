"""Rank texts by what was kept and passed over so far, and say why one stands where it does."""
