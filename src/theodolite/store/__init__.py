"""Keep and find: the only package that speaks SQL."""
