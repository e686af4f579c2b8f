"""Tables as .xlsx files: columns and rows in, bytes out. Knows no Django."""
