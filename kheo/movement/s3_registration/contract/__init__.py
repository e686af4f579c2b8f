"""The commitment contract: what a year asks of each person and unit, and by which clause."""
