"""The server on this machine: read-only SPARQL before processes of oxigraph, the page, and a page for each IRI."""
