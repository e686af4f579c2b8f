"""Scanned sheets: who sees them, which copy a code names, what is sent to be taken apart."""
