"""A department's own room: its plans, what it registered and how that stands, its deadlines. Nothing of others."""
