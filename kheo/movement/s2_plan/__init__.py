"""Stage 2. Each unit confirms receipt, names who leads, and answers with its yearly plan."""
