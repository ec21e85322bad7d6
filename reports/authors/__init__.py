"""What each author wrote: works, not addresses, counted by the registry of authors. Reads only."""
