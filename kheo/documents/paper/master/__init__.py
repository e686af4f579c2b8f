"""Masters: Word files an office lays its papers out with, and how they are filled."""
