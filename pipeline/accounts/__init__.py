"""Accounts of the desk: who there is, how they prove it, how long they stay; for the desk and the commands."""
