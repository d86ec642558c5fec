"""What every command says to the person at the terminal and to the program behind the pipe.

Results go to standard output, everything else to standard error. Exit status: 0 done, 1 done with findings, 2 wrong
usage, 3 an input could not be read (the others were still processed); 70 would be a defect of the program.
"""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from typing import NoReturn

DONE, FINDINGS, USAGE, UNREADABLE = 0, 1, 2, 3
DEFECT, INTERRUPTED = 70, 130
_QUIET_SECONDS = 1.0
_LINE_SECONDS = 60.0
_BAR = 20


class ReaderGoneError(Exception):
    """Whoever read our output has gone: nothing is left to say."""


def program() -> str:
    """Return the name and version that graphs name as their reader."""
    return f"policykg {version('policykg')}"


def visible(words: str) -> str:
    """Return words as one line that a terminal shows and does not obey."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in words)


def say(message: object) -> None:
    """Print one line for the person at the terminal; a closed standard error loses it and nothing else."""
    with suppress(OSError, ValueError, AttributeError):
        print(visible(" ".join(str(message).split())), file=sys.stderr, flush=True)


def tell(*cells: str) -> None:
    """Print one line of results; cells are parted by tabs."""
    print("\t".join(visible(cell) for cell in cells))


def fail(message: object, status: int) -> NoReturn:
    """End with one line that says what is wrong, and a status."""
    say(f"policykg: {message}")
    leave(status)


def leave_with(status: int) -> NoReturn:
    """End a command whose results are printed."""
    sys.stdout.flush()
    raise SystemExit(status)


def leave(status: int) -> NoReturn:
    """End with a status, even where standard output is closed or full and cannot be flushed any more."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(status)


@contextmanager
def one_line_errors(status: int) -> Iterator[None]:
    """Turn what a room raises for a person into one line and an exit status."""
    try:
        yield
    except BrokenPipeError:
        raise
    except ValueError as error:
        fail(error, status)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        fail(f"{where}{error.strerror or error}", status)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int, str], None]]:
    """Show how far work has come, once it has taken longer than a second.

    A terminal gets a bar that stays in its line; a file or a pipe a line a minute.
    """
    started = time.monotonic()
    terminal = sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    shown = False
    told = started

    def show(step: str, done: int, total: int, name: str) -> None:
        nonlocal shown, told
        now = time.monotonic()
        if now - started <= _QUIET_SECONDS:
            return
        if terminal:
            shown = True
            filled = _BAR * done // max(total, 1)
            bar = "█" * filled + "░" * (_BAR - filled)
            print(f"\r\x1b[K{step} {bar} {done}/{total} {visible(name)[-40:]}", end="", file=sys.stderr, flush=True)
        elif now - told >= _LINE_SECONDS:
            say(f"{step} {done}/{total}")
            told = now

    try:
        yield show
    finally:
        if shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def utf8_streams() -> None:
    """Write UTF-8 whatever the locale is: the same command gives the same bytes everywhere."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - it lives as long as the program
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def standard_input() -> str:
    """Return what standard input holds, in UTF-8."""
    if sys.stdin is None:
        fail("-: standard input is closed", USAGE)
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fail(f"-: the query is not UTF-8 (byte {error.start})", USAGE)
