"""Study and dissemination around a movement: what was held, for how many, what came of it."""
