"""What happens: the night and its stages, reconciliation, imports, and the edges people touch."""
