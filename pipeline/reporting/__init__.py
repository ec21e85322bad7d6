"""Reports ordered from the desk: each made by a process of its own, so that no page waits for it."""
