"""Invented data to try the system with: one small province told in full, or any size in bulk."""
