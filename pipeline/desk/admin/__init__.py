"""Administration at the desk: nights, outlets, classifiers, the organisation and the plans."""
