"""The nouns: plain records, vocabularies, database tables and their migrations. Imports nothing of ours."""
