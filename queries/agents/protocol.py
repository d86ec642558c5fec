"""The tools over MCP: the official SDK speaks, arguments are held against their schemas, and errors are one line."""

from __future__ import annotations

import json
import signal
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import anyio
import mcp_types as types
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

from queries.agents.tools import INSTRUCTIONS, TOOLS
from queries.agents.worker import Worker
from queries.errors import QueryError, one_line

__all__ = ["speak"]

_SHOWN = 60
_BY_NAME = {tool.name: tool for tool in TOOLS}


def speak(where: str, seconds: int) -> None:
    """Speak MCP on standard input and output until the input ends; nothing else is written there.

    Raises:
        QueryError: the graph cannot be opened.
    """
    # The thread that waits for input cannot be woken: Ctrl-C ends the program at once, which leaves nothing half done.
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    anyio.run(_speak, Worker(where, seconds))


async def _speak(worker: Worker) -> None:
    async def list_tools(
        context: ServerRequestContext[Any],  # noqa: ARG001 - what the SDK gives
        params: types.PaginatedRequestParams | None,  # noqa: ARG001
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=_listed())

    async def call_tool(
        context: ServerRequestContext[Any],  # noqa: ARG001
        params: types.CallToolRequestParams,
    ) -> types.CallToolResult:
        return await _called(worker, params.name, params.arguments or {})

    server: Server[Any] = Server(
        "policykg",
        version=version("policykg"),
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )
    try:
        await worker.start()
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())
    except* BrokenPipeError:
        pass  # whoever asked has gone
    finally:
        worker.end()


def _listed() -> list[types.Tool]:
    """Return the tools as the protocol lists them."""
    return [
        types.Tool(
            name=tool.name,
            title=tool.title,
            description=tool.description,
            input_schema=dict(tool.takes),
            output_schema=dict(tool.gives),
            annotations=types.ToolAnnotations(
                read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
            ),
        )
        for tool in TOOLS
    ]


async def _called(worker: Worker, name: str, arguments: Mapping[str, Any]) -> types.CallToolResult:
    """Answer a call: a line, the JSON as text for clients that read no other, and the JSON itself."""
    if name not in _BY_NAME:
        raise MCPError(
            types.INVALID_PARAMS, one_line(f"there is no tool {name[:60]!r}; there are {', '.join(_BY_NAME)}")
        )
    try:
        _hold(arguments, _BY_NAME[name].takes)
        said = await worker.ask(name, arguments)
    except QueryError as error:
        return types.CallToolResult(content=[types.TextContent(text=str(error))], is_error=True)
    except Exception as error:
        words = one_line(f"a defect of policykg, please report it: {type(error).__name__}: {error}")
        return types.CallToolResult(content=[types.TextContent(text=words)], is_error=True)
    texts = (one_line(said.line), json.dumps(said.data, ensure_ascii=False))
    return types.CallToolResult(
        content=[types.TextContent(text=text) for text in texts], structured_content=dict(said.data)
    )


def _hold(arguments: Mapping[str, Any], schema: Mapping[str, Any]) -> None:
    """Hold arguments against their schema.

    Raises:
        QueryError: they do not fit.
    """
    error = best_match(Draft202012Validator(schema).iter_errors(dict(arguments)))
    if error is not None:
        where = ".".join(map(str, error.absolute_path))
        shown = repr(error.instance)
        message = error.message.replace(shown, shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…")
        raise QueryError(f"{where}: {message}" if where else message)
