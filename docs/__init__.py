"""The documentation: a site of static pages made from the ontology, the named queries and the sample documents.

`python -m docs` writes it; nothing on it is written by hand but the words between. It is for those who develop or read
about policykg and no part of what is installed: `make docs`.
"""

from docs.knowledge import DocsError
from docs.making import draw_model, make_site

__all__ = ["DocsError", "draw_model", "make_site"]
