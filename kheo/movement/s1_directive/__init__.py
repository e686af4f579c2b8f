"""Stage 1. An authority launches a movement with a paper."""
