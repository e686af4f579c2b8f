"""An application of the tests alone: their databases are emptied, the trail included, and copied."""
