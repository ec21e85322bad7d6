"""Reports at the desk: order, watch, take along."""
