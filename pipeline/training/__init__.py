"""Learning from reviews: what people decided, a classifier fitted from it, its release, what may go unread."""
