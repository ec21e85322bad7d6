"""Who may do what at the desk: rights by role, sign-in, sessions, the log of what was done."""
