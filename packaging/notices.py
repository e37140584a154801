"""What the set-up says to the person who runs it: lines on standard error, and errors in one sentence."""

from __future__ import annotations

import sys

_WHY = (
    (
        ("No space left on device", "os error 28"),
        "the disk is full; make room (about 1 GB) and run this again",
    ),
    (
        ("DO NOT MATCH THE HASHES", "Hash mismatch"),
        "a downloaded package is not the one that packaging/requirements.lock names, so it was not used",
    ),
    (
        ("CERTIFICATE_VERIFY_FAILED", "invalid peer certificate"),
        "the certificate of the package index is not trusted",
    ),
    (
        (
            "Temporary failure in name resolution",
            "Temporary failure resolving",
            "Could not resolve",
            "Failed to establish a new connection",
            "dns error",
            "Connection refused",
            "Connection timed out",
            "Read timed out",
            "Network is unreachable",
            "error sending request",
            "Cannot connect to proxy",
        ),
        "the download failed; check the network (or pip's settings) and run this again",
    ),
    (
        ("No matching distribution found", "has no wheels with a matching", "No solution found"),
        "there is no ready-made package for this Python and this system; Python 3.11 to 3.14 on Linux, macOS "
        "or Windows has them",
    ),
    (("Permission denied",), "writing was not permitted; check who owns the folder"),
    (("Could not get lock",), "another program is installing packages; wait for it and run this again"),
)


class SetupError(Exception):
    """A set-up that cannot be finished; the text is one sentence that says what to do."""


def say(text: str) -> None:
    """Writes a line to standard error, which leaves standard output to the program."""
    print(text, file=sys.stderr, flush=True)


def reason(output: str) -> str:
    """Why an installer failed, in words for its user; its own last line when the cause is not a known one."""
    for signs, words in _WHY:
        if any(sign in output for sign in signs):
            return words
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "it gave no reason"
