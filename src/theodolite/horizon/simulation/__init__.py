"""Replay a finished screening, to see how much reading a ranking would have saved."""
