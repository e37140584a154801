"""Fact Workbench: check an article sentence by sentence against its evidence."""

__version__ = "0.1.0"
