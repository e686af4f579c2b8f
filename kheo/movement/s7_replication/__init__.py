"""Stage 7. A recognised model becomes a public card, and other units adopt it."""
