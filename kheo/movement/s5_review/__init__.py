"""Stage 5. Scored by its owner, checked by the unit above, decided by the council."""
