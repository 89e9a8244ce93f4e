"""Reviews: what is due, and in which way it is asked next."""
