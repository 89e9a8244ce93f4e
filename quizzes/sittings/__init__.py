"""Attempts that tell nothing before their end: mock exams, and practice with feedback at the end."""
