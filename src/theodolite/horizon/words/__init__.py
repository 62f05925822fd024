"""Texts as numbers: their words counted and weighed, and what their sentences mean."""
