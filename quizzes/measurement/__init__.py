"""From answers to ability, scores and shares, with how far they may be off. Pure."""
