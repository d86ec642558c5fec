"""Figures of bodies that share tasks, worked out with networkx: measures, groups, overlap, and their RDF."""
