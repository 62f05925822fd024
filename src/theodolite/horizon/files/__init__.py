"""Bibliographic files in and out: one module per format, one front door for all."""

from theodolite.horizon.files.front_door import read_items, read_payload, write_items
from theodolite.horizon.files.read import ReadItems

__all__ = ["ReadItems", "read_items", "read_payload", "write_items"]
