"""Authors and rewards at the desk: the registry of pen names, nominations, ratings, the ledger of rewards."""
