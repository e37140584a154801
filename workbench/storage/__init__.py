"""The workspace on disk: the only package that speaks SQL."""
