"""Search over lessons, facts and own notes."""
