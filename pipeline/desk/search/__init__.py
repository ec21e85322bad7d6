"""Search at the desk: the page with its filters, kept filters with their feeds, the list as a sheet."""
