"""Signing in, one's own account, and the first administrator."""
