"""The tree of units, the people, their posts and powers, the Party cells."""
