"""Trees of respondents that depend on their answers only, never on their order."""
