"""Copy everything an installation cannot make again, and put it back elsewhere.

A backup is a folder with a list of its files and their SHA-256, and of its tables with their rows and digests. The
database in it is always a SQLite file, whatever engine it came from: it can be read anywhere, needs no client programs
of a server, and goes back into SQLite or PostgreSQL alike.
"""

from pipeline.backup.making import make_backup
from pipeline.backup.manifest import BackupDamagedError, Contents
from pipeline.backup.restoring import RestoreDiffersError, restore_backup

__all__ = ["BackupDamagedError", "Contents", "RestoreDiffersError", "make_backup", "restore_backup"]
