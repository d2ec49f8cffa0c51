"""What goes out, where to, and in which order."""
