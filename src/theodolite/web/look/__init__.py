"""How every page looks: the built style and scripts, small template tags, and pieces of pages."""
