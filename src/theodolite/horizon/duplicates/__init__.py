"""One item once: which items are the same thing, which only belong together, and why."""
