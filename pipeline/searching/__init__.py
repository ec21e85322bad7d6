"""Search over all articles: a question read, put to the index, answered with records; questions kept and followed."""
