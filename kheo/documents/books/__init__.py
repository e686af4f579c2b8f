"""Numbering books: every paper of an office has its number once, and no number is lost."""
