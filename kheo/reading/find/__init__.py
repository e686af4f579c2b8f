"""The fourth step: one finder per kind of fact; each takes a `Paper` and returns facts."""
