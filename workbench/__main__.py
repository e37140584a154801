"""Parse, build, exit code."""
