"""The shared language: every value that crosses from one station to another, frozen."""
