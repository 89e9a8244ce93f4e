"""Anybody's notes: from raw files to a draft course that a person approves fact by fact."""
