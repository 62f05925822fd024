"""Sightings: what members saw, who reads it, and what the society answers."""
