"""Measure a Word file against the rules of official papers. Pure: bytes in, facts out."""
