"""The page of one article: what was published, why it counts, what became of it, and how it is put right."""
