"""Monthly plans against the press: which article answers which obligation, how surely, why, and what is missing."""
