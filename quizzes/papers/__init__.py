"""Forms: what they are made of, how questions are drawn for them, and how they are printed."""
