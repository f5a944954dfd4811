"""The history of a matter: its lines as of any day, and how they read."""
