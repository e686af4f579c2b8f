"""Emulation clusters and blocks (cụm, khối thi đua): units across the tree, year by year."""
