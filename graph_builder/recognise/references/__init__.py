"""Other documents that a text names, with and without title marks."""
