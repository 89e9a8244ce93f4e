"""How a person would do on a new form of an exam."""
