"""Wiring: settings, urls and the ``kheo`` commands. Imports everything; imported by nothing."""
