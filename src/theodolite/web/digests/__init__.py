"""Digests: who wants which, what they are about, how to end them; and feeds of the same."""
