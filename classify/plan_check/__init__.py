"""Look at a plan's signals before they are used: what never matters, what always does, what a change touches."""
