"""Flags, bookmarks and own notes."""
