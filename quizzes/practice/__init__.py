"""Practice: what can be asked, what was missed, and the pages to choose from."""
