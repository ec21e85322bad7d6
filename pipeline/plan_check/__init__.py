"""Check a plan file against the stored articles: findings about its signals, and what a change of words would alter."""
