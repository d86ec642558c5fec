"""Keeps a program running while somebody holds the other end of our standard input, then ends it and tidies up.

Started by `queries.server` as a process of its own, with the interpreter and nothing but the standard library:
`python -I -S keeper.py FOLDER MEMORY PROGRAM WORD...`. Standard input also ends when the holder is killed outright, so
the program is not left behind whatever happens. FOLDER is removed at the end, unless it is empty or a byte came in. The
program may have MEMORY bytes of address space, where the system knows such a limit.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time

_PATIENCE = 4.0
"""Seconds that the program has to end by itself."""


def keep(folder: str, memory: int, words: list[str]) -> int:
    """Run the program and return its exit status."""
    quiet = subprocess.DEVNULL
    _limit(memory)
    kept: list[bytes] = []
    with subprocess.Popen(words, stdin=quiet, stdout=quiet, stderr=quiet) as child:
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        threading.Thread(target=_hold, args=[child, kept], daemon=True).start()
        status = child.wait()
    # One that found no memory, or took that of others, gets a successor, which needs the folder.
    if folder and not kept and status not in (-signal.SIGABRT, -9):
        shutil.rmtree(folder, ignore_errors=True)
    return status


def _limit(memory: int) -> None:
    """Bound the memory of what is started from here; a query must not take that of the whole machine."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    bound = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (bound, most))


def _hold(child: subprocess.Popen[bytes], kept: list[bytes]) -> None:
    """Wait for the end of standard input, and end the program."""
    while byte := os.read(0, 1):
        kept.append(byte)
    child.terminate()
    time.sleep(_PATIENCE)
    child.kill()


if __name__ == "__main__":
    sys.exit(abs(keep(sys.argv[1], int(sys.argv[2]), sys.argv[3:])))
