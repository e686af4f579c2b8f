"""One test per requirement of the four seed papers, walked through actions and pages."""
