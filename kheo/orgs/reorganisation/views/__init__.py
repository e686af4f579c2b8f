"""Reorganisations and levels over HTTP."""
