"""Stage 3. People register one to three items, units one or two models; two copies, two custodians."""
