"""Go on from a fitted classifier with the articles an office has reviewed, and say whether that made it better."""
