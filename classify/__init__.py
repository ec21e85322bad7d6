"""Article → proposed tags. The only home of scikit-learn and underthesea."""
