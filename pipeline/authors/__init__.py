"""The registry of authors: what people decide on pen names, works and rewards, and what the program suggests."""
