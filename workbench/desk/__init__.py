"""What one can do at the desk: the use cases, and the only caller of storage, evidence and report together.

The window and the command line both work through here. Imports no Qt.
"""
