"""Keeps a program running while somebody holds the other end of our standard input, then ends it and tidies up.

Started by `queries.server` as a process of its own, with the interpreter and nothing but the standard library:
`python -I -S keeper.py FOLDER PROGRAM WORD...`. Standard input also ends when the holder is killed outright, so the
program is not left behind whatever happens. FOLDER is removed at the end, unless it is empty.
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


def keep(folder: str, words: list[str]) -> int:
    """Run the program and return its exit status."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(words, stdin=quiet, stdout=quiet, stderr=quiet) as child:
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        threading.Thread(target=_hold, args=[child], daemon=True).start()
        status = child.wait()
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
    return status


def _hold(child: subprocess.Popen[bytes]) -> None:
    """Wait for the end of standard input, and end the program."""
    while os.read(0, 1):
        pass
    child.terminate()
    time.sleep(_PATIENCE)
    child.kill()


if __name__ == "__main__":
    sys.exit(abs(keep(sys.argv[1], sys.argv[2:])))
