"""Records that several operations share, grouped by subject."""
