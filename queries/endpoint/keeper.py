"""Keeps a program running while somebody holds the other end of our standard input, then ends it and tidies up.

Started by `queries.endpoint.worker` as a process of its own, with the interpreter and nothing but the standard library:
`python -I -S keeper.py FOLDER MEMORY PROGRAM WORD...`. It writes the number of the program's process in a line.
Standard input also ends when the holder is killed outright, so the program is not left behind whatever happens. FOLDER
is removed at that end, unless it is empty or a byte came in before. The program may have MEMORY bytes of address space,
where the system takes such a limit.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

_PATIENCE = 2.0
"""Seconds that the program has to end by itself."""


def keep(folder: str, memory: int, words: list[str]) -> int:
    """Run the program and return its exit status."""
    quiet = subprocess.DEVNULL
    _limit(memory)
    kept: list[bytes] = []
    # In a group of its own, whose priority can be lowered (each thread of a process has one) and not ours with it.
    group = None if sys.platform == "win32" else 0
    with subprocess.Popen(words, stdin=quiet, stdout=quiet, stderr=quiet, process_group=group) as child:
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        os.write(1, b"%d\n" % child.pid)
        threading.Thread(target=_hold, args=[child, kept], daemon=True).start()
        status = child.wait()
    if folder and kept == [b""]:
        shutil.rmtree(folder, ignore_errors=True)
    return status


def _limit(memory: int) -> None:
    """Bound the memory of what is started from here; a query must not take that of the whole machine."""
    with suppress(ImportError, AttributeError, ValueError, OSError):  # not on Windows; macOS refuses such a limit
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        bound = memory if most == resource.RLIM_INFINITY else min(memory, most)
        resource.setrlimit(resource.RLIMIT_AS, (bound, most))


def _hold(child: subprocess.Popen[bytes], kept: list[bytes]) -> None:
    """Wait for the end of standard input, or a byte, and end the program."""
    kept.append(os.read(0, 1))
    child.terminate()
    time.sleep(_PATIENCE)
    child.kill()


if __name__ == "__main__":
    sys.exit(abs(keep(sys.argv[1], int(sys.argv[2]), sys.argv[3:])))
