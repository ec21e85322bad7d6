"""The classifier that ships, and how it is made: fitted from labelled articles, measured by cross-validation."""
