"""An application of the tests alone: it lets their databases be emptied, the trail included."""
