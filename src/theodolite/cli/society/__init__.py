"""The made-up society of the demo, filled through the functions that its pages call."""
