"""Mails about jobs: when one is wanted, what it says, how it goes out. The outbox is a table of the model."""
