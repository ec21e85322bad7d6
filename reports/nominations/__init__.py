"""Whom and what to consider for a reward: rules applied to counted works, papers that propose and never decide."""
