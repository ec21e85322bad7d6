"""URL → page snapshot → article: fetching that never extracts, extracting that never fetches."""
