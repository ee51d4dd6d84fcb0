"""What a user's own tests import: a server to point a client at, a client, and the demonstration."""
