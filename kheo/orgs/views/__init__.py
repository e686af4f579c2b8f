"""The tree, its people and their powers over HTTP."""
