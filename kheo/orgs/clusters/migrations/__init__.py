"""The migrations of clusters."""
