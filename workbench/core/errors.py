"""Errors have an owner: the user's world (KnownError) or this program (BugError)."""


class KnownError(Exception):
    """Something outside the program is wrong.

    The text is one sentence for a person: what is wrong with which file, and what to do.
    The window shows it in the message bar, the command line prints it and exits with 2.
    """


class BadInputError(KnownError):
    """A file or an argument cannot be used as it is."""


class NotFoundError(KnownError):
    """No article, claim or evidence has that number."""


class ConflictError(KnownError):
    """The workspace changed underneath (another window, another process); nothing was written."""


class WorkspaceError(KnownError):
    """The workspace file cannot be opened or written: not one, newer, read-only, locked, disk full."""


class DamagedError(WorkspaceError):
    """The workspace file, or the drive that it lies on, is broken."""


class CancelledError(Exception):
    """The user stopped a job; everything it had begun has been taken back."""


class BugError(Exception):
    """A promise inside the program was broken; shown as a crash, with the traceback."""
