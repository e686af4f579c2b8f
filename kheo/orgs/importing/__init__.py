"""Sheets of units and of people: their columns, what is wrong with them, what they would add."""
