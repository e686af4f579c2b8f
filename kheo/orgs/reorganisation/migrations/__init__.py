"""The migrations of reorganisations."""
