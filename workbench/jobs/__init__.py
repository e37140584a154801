"""Long work off the window's thread: progress, cancel, and a small pool. No Qt."""
