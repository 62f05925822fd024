"""Pages that show work in progress: what was asked for, how far it is, and how it ended."""
