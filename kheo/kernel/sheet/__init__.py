"""Tables as .xlsx files, read and written. Knows no Django."""
