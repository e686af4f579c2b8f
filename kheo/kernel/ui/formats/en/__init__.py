"""English, with the day first as in Viet Nam."""
