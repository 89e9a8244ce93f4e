"""Two things side by side, and the questions that tell them apart."""
