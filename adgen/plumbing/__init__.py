"""Bytes, folders, cache and workers."""
