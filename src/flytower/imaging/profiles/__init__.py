"""Colour profiles: built from published numbers, or shipped; see README.md here."""
