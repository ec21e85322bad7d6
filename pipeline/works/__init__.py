"""Works, not pages: reprints fall to their first publication, parts of a series find one another."""
