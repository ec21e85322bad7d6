"""The room of plans: year board, month board, obligations, monthly plans sent in, deadlines."""
