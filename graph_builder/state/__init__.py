"""Facts as quads in the graph of their document."""
