"""The web chat in a real browser."""
