"""The front page: where the work of the day stands."""
