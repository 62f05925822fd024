"""A made-up stream of papers, notices and meetings, and all that is planted in it."""
