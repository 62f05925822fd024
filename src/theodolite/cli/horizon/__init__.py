"""The verbs of the horizon area, one module for each or for a few that belong together."""
