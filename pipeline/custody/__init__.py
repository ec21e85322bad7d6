"""What is kept of each article and whether that is enough: captures, agreement, open counts, completeness, pruning."""
