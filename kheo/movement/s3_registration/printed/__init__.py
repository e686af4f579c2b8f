"""What leaves on paper beside the sheets: blank forms, cards, the table, the letter that urges."""
