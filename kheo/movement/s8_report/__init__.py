"""Stage 8. The year's report of any unit, rolled up from below."""
