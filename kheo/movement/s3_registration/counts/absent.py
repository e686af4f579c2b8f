"""Whom a year asks who has sent nothing: now in an open year, as it was closed in a closed one."""
