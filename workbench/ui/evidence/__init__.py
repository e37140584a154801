"""Everything that shows evidence: the viewer, the search over it and the list of it."""
