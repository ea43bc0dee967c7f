"""The site's clock process, which would go on with what a scene arranges in the past."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marketplace.transaction import command

PATIENCE_SECONDS = 10


@contextmanager
def the_clock_stands() -> Iterator[None]:
    """Have the site's clock wait outside any command of its own."""
    stop_the_clock()
    try:
        yield
    finally:
        start_the_clock()


def stop_the_clock() -> None:
    process = _clock()
    with command():  # so that it holds no lock in its sleep
        os.kill(process, signal.SIGSTOP)
        _await(process, "T")


def start_the_clock() -> None:
    os.kill(_clock(), signal.SIGCONT)


def _await(process: int, state: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != state:
        assert time.monotonic() < deadline, "the clock does not stand still"
        time.sleep(0.01)


def _clock() -> int:
    """Return the process of the clock that works on the state that we work on."""
    wanted = f"MARKETPLACE_STATE_DIR={os.environ['MARKETPLACE_STATE_DIR']}".encode()
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdecimal() and _is_clock(folder, wanted):
                return int(folder.name)
        except OSError:  # it has ended meanwhile
            continue
    raise ProcessLookupError("no clock runs for this site")


def _is_clock(folder: Path, wanted: bytes) -> bool:
    words = (folder / "cmdline").read_bytes().split(b"\0")
    is_clock = words[1:3] == [b"manage.py", b"clock"]
    return is_clock and wanted in (folder / "environ").read_bytes().split(b"\0")
