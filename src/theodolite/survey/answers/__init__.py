"""One reader per export layout; every one ends in the same typed answers."""
