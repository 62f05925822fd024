"""Bibliographic files in and out: one module per format, one front door for all."""
