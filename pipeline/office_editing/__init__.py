"""The office's own files changed at the desk: a line is closed and a new one opened, never overwritten by a rename."""
