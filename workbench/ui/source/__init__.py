"""The article as a page to read: its sentences marked by verdict, beside the claims list."""
