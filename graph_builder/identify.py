"""Which body a mention in an official document means: the public names of `graph_builder.bodies`."""

from .bodies import Authority, Body, DataError, identify, issuing_authority

__all__ = ["Authority", "Body", "DataError", "identify", "issuing_authority"]
