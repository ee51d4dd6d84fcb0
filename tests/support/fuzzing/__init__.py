"""Requests nobody would send, made from the contract's own records, and what has to hold of every answer."""
