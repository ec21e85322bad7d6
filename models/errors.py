"""The root of every error this program raises on purpose, and the few that several rooms share.

An error's text is one sentence a person can act on; the command line prints it
as it stands and ends with the error's exit status.
"""


class DiembaoError(Exception):
    """Something a person can mend; `str(error)` says what and how."""

    exit_status = 1


class InputError(DiembaoError):
    """A file or value given by a person cannot be used; nothing was changed."""


class UsageError(DiembaoError):
    """The command was called with arguments that do not fit together."""

    exit_status = 2
