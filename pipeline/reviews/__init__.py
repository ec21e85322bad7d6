"""What people answer on articles: the queue, answers and their undoing, corrections, second readings, the history."""
