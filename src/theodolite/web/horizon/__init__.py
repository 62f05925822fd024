"""The horizon's pages: triage, items, search, topics, trends, radar, watch-lists and sources."""
