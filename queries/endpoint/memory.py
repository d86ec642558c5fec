"""Memory that a long-running program gives back, where the C library is told to (glibc; elsewhere nothing happens)."""

from __future__ import annotations

import ctypes
from contextlib import suppress

__all__ = ["keep_memory_small"]

_ARENA_MAX = -8
_MMAP_THRESHOLD = -3
_ARENAS = 2
_LARGE_BYTES = 128 << 10


def keep_memory_small() -> None:
    """Have the threads of this process share what memory they free.

    glibc gives each thread that meets another an arena of its own, up to eight a processor, in which what many threads
    free lies in pieces that none of them can use; and it raises the size from which memory goes back to the system at
    once with each large piece that is freed (mallopt(3), M_ARENA_MAX and M_MMAP_THRESHOLD). A server with a thread for
    each request grows by that for as long as it runs. It is for a program to decide, not for a library.
    """
    with suppress(OSError, AttributeError, TypeError):  # another C library, or none that can be asked
        library = ctypes.CDLL(None)
        library.mallopt(_ARENA_MAX, _ARENAS)
        library.mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)
