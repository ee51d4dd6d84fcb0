"""Flytower: an open stand-in for the Scene7 Image Production System."""
