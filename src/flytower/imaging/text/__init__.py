"""Text layers: rich text is read here, laid out and drawn. Source: IS reference, text formatting."""
