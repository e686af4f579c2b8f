"""Stage 4. Dated notes with evidence; the silent ones are reminded."""
