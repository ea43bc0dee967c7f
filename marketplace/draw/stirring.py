"""The child process that does the slow step: it knows no database and has no say.

It reads one line from its input (steps done, value, all steps, steps between two points) and
appends a line for each resume point to its file. It ends as soon as its input is closed,
which is when the clock process ends; a lock on the file keeps a second one out.
"""

from __future__ import annotations

import fcntl
import os
import sys
import threading
from pathlib import Path

from marketplace.draw.domain.delay import delayed, from_hex, to_hex

LOWEST = 19


def main() -> None:
    """Stir from the point that the input names up to the last step."""
    os.nice(LOWEST)
    done, value, steps, apart = sys.stdin.readline().split()
    with Path(sys.argv[1]).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        threading.Thread(target=_end_with_input, daemon=True).start()
        stir(int(done), from_hex(value), int(steps), int(apart), file)


def stir(done: int, value: int, steps: int, apart: int, file) -> None:
    """Append ``step value`` to the file at every resume point."""
    while done < steps:
        stretch = min(apart - done % apart, steps - done)
        value, done = delayed(value, stretch), done + stretch
        file.write(f"{done} {to_hex(value)}\n")
        file.flush()


def _end_with_input() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
