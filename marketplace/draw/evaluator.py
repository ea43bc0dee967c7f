"""The clock's side of the slow step: starts the child process and takes over its points."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from ..log.parts.keys import folder
from . import conf
from .domain.delay import delayed, from_hex, to_hex
from .models import Slot

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 40  # points a pass: each is checked, and a pass must stay short

_children: dict[str, subprocess.Popen] = {}


def points(slot: Slot) -> list[tuple[int, int]]:
    """Return what is new of a published slot's stirring; begin it, or go on, where nobody does."""
    done, value = slot.farthest()
    parameters = conf.opendraw()
    if slot.steps - done <= parameters.inline_steps:
        return [(slot.steps, delayed(value, slot.steps - done))]
    file = _file(slot)
    found = list(islice(_read(file, after=done), AT_ONCE))
    if not found and not is_running(file):
        _start(slot, file, f"{done} {to_hex(value)} {slot.steps} {parameters.resume_every}\n")
    return found


def is_running(file: Path) -> bool:
    """Return whether a child process works on the file: then it holds the file's lock."""
    if not file.exists():
        return False
    with file.open("a") as mine:
        try:
            fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def clear(slot: Slot) -> None:
    """Put away what the child process of a slot left behind."""
    _end(slot.public_id)
    _file(slot).unlink(missing_ok=True)


def end_all_but(slots: Iterable[Slot]) -> None:
    """End the child processes of slots that need none any more: void, or done by somebody."""
    for public_id in set(_children) - {slot.public_id for slot in slots}:
        _end(public_id)


def _end(public_id: str) -> None:
    child = _children.pop(public_id, None)
    if child is not None:
        child.stdin.close()
        child.wait()


def _start(slot: Slot, file: Path, order: str) -> None:
    child = _children.get(slot.public_id)
    if child is not None and child.poll() is None:
        return  # it has not come as far as its lock yet
    _end(slot.public_id)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    child = subprocess.Popen(  # noqa: S603 -- our own module, our own interpreter
        [sys.executable, "-m", "marketplace.draw.stirring", str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
        text=True,
    )
    child.stdin.write(order)
    child.stdin.flush()
    _children[slot.public_id] = child


def _read(file: Path, *, after: int) -> Iterator[tuple[int, int]]:
    """Yield the whole lines of the file that make sense; a line may be half written."""
    if not file.exists():
        return
    for line in file.read_text().splitlines():
        step, _gap, value = line.partition(" ")
        try:
            point = int(step), from_hex(value)
        except ValueError:
            continue
        if point[0] > after:
            yield point


def _file(slot: Slot) -> Path:
    return folder() / "stirring" / f"{slot.public_id}-{slot.pool.digest[:16]}.points"
