"""The queue at the desk: one article on one screen, one key per action; lists, second readings, who reviewed."""
