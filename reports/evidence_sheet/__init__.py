"""One readable A4 page for one work: what it is, where it stood, which captures of it are kept."""
