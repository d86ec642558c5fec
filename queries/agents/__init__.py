"""A graph for agents: a few read-only tools over the Model Context Protocol (MCP), on standard input and output.

`answers` does what the tools do and `tools` describes them, both without the protocol; `worker` answers in a process
of its own, so that time and memory have an end; `protocol` speaks. Words of documents are data to all of them: they
stand in results alone, and never in the name or description of a tool.
"""

from __future__ import annotations

from queries.errors import QueryError

__all__ = ["QUESTION_SECONDS", "serve_agents"]

QUESTION_SECONDS = 30
"""How long a question may take unless told otherwise: clients of MCP commonly wait a minute."""


def serve_agents(graph: str, seconds: int = QUESTION_SECONDS) -> None:
    """Speak MCP on standard input and output until the input ends.

    Args:
        graph: folder that `policykg build` wrote, RDF file, or http(s) address of a SPARQL endpoint.
        seconds: how long a question may take.

    Raises:
        QueryError: the graph cannot be opened, or the extra `mcp` is not installed.
    """
    try:
        from queries.agents.protocol import speak
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing == "queries":
            raise
        raise QueryError(
            f"the extra `mcp` is not installed ({missing} is missing); `pip install 'policykg[mcp]'` brings it"
        ) from None
    speak(graph, seconds)
