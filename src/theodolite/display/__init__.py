"""Draw evidence: figures with alt text, and numbers written one way everywhere."""
