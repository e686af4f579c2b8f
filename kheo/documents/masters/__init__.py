"""Masters: the Word files an office lays its own papers out with, kept in versions."""
