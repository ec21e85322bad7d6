"""Where an article's matter takes place: the places it names, and what they say together."""
