"""The fifth step: what does not fit, one module per kind of misfit."""
