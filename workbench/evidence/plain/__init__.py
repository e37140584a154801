"""Reads the words of files that are no PDF. All but `text` and `kinds` runs in worker processes only."""
