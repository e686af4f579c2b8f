"""Stage 6. Proposal, decision, certificate; anybody can verify it."""
