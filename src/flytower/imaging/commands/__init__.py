"""The commands a request may hold: one module for each command or small family, collected by `command.py`."""
