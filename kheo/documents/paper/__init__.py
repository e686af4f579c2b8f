"""Official papers: one description of a paper becomes Word, PDF and HTML (Decree 30/2020)."""
