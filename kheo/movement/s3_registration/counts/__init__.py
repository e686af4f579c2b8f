"""How many, counted in the database: whom a round asks, who is short, what was taken along."""
