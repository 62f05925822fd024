"""The first page of everyone: what wants their attention today."""
