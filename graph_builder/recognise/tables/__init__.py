"""Task tables: what their columns mean, their rows, and tables whose cells lost their places."""
