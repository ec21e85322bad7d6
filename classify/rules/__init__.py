"""The rule voice: signals written by people (plan file, guidelines) found in an article, with the words as printed."""
