"""The pages of docs/ that are generated, and the tests that keep them true."""
