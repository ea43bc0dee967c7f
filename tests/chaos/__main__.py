"""Kill the process at every step of a slot and of the award; say what came out otherwise.

``python -m tests.chaos [EVERY [LATER]]``: every n-th step (1: all of them), told on so many
seconds later (0: at once). On SQLite, or on the PostgreSQL of ``TEST_DATABASE_URL``.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

NAME = f"chaos_{os.getpid()}"
HELD = {"state": "awarded", "awards": 1, "engagements": 1, "twice": [], "failing": [], "lost": []}
HELD |= {"whole": True}
BY_RULE = {"frozen_late", "not_opened", "pool_late", "too_few_dice"}


class Place:
    """The database and the folder of a story, which are put back before each killing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = os.environ.get("TEST_DATABASE_URL", "")
        if self.server.startswith("postgres"):
            url = urlunsplit(urlsplit(self.server)._replace(path=f"/{NAME}"))
            self._sql(f"CREATE DATABASE {NAME}")
        else:
            self.server, url = "", f"sqlite:///{folder}/live/story.sqlite3"
        (folder / "live").mkdir()
        os.environ |= {
            "TEST_DATABASE_URL": url,
            "MARKETPLACE_STATE_DIR": str(folder / "live"),
            "PYTEST_XDIST_WORKER": "chaos",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }

    def keep(self) -> None:
        """Keep the story as it is now, as the beginning of all others."""
        shutil.copytree(self.folder / "live", self.folder / "kept")
        if self.server:
            self._sql(f"CREATE DATABASE {NAME}_kept TEMPLATE {NAME}")

    def put_back(self) -> None:
        shutil.rmtree(self.folder / "live")
        shutil.copytree(self.folder / "kept", self.folder / "live")
        if self.server:
            self._sql(f"DROP DATABASE {NAME} WITH (FORCE)")
            self._sql(f"CREATE DATABASE {NAME} TEMPLATE {NAME}_kept")

    def clear(self) -> None:
        if self.server:
            self._sql(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
            self._sql(f"DROP DATABASE IF EXISTS {NAME}_kept WITH (FORCE)")

    def _sql(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement)


def in_child(deed) -> tuple[int, str]:
    """Do something in a process of its own; return its signal or code, and what it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 1
        try:
            os.write(writing, json.dumps(deed()).encode())
            code = 0
        except BaseException:  # noqa: BLE001 -- whatever it is, the parent tells of it
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    _child, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), said


def tell(place: Place, *, last: int = 0, later: int = 0) -> dict:
    """Tell the story in this process; it ends at step ``last``, or with how it came out."""
    from tests.chaos.killing import Steps
    from tests.chaos.story import Story

    story = Story(place.folder / "live")
    with Steps(last) as steps:
        story.tell(later=later)
    return story.outcome() | {"steps": steps.count}


def begin(place: Place) -> None:
    from tests.chaos.story import Story

    Story(place.folder / "live").begin()


def standing(place: Place) -> dict:
    """Return what of the story was kept when its process was killed."""
    from tests.chaos.story import Story

    return Story(place.folder / "live").standing()


def wrong_with(found: dict, before: dict, *, later: int) -> list[str]:
    """Return what is otherwise than it must be.

    What stood before the killing stands for ever: the list, the pool, the seed and the award.
    Only a late start may move a draw, by the rules and before there was a published pool.
    """
    wrong = [name for name, value in HELD.items() if found[name] != value]
    if set(found["incidents"]) - (BY_RULE if later else set()):
        wrong.append("incidents")
    may_move = later and not before.get("published")
    stood = [] if may_move and found["incidents"] else ["freeze", "pool", "seed", "ranking"]
    wrong += [name for name in stood if before[name] and found[name] != before[name]]
    return wrong


def kill_at_each_step(place: Place, *, every: int, later: int) -> int:
    """Print what came out otherwise, and return how often."""
    began, bad, moved = time.monotonic(), 0, 0
    code, said = in_child(lambda: tell(place))
    if code or wrong_with(json.loads(said), json.loads(said), later=0):
        print(f"chaos: the story itself came out wrong: {code} {said}")
        return 1
    expected = json.loads(said)
    points, same = range(1, expected["steps"] + 1, every), 0
    for point in points:
        place.put_back()
        killed, _said = in_child(lambda last=point: tell(place, last=last))
        before = json.loads(in_child(lambda: standing(place))[1])
        code, said = in_child(lambda: tell(place, later=later))
        found = json.loads(said) if said else {}
        wrong = wrong_with(found, before, later=later) if found else ["crashed"]
        same += found.get("seed") == expected["seed"]
        moved += bool(found.get("incidents"))
        if killed != -signal.SIGKILL or code or wrong:
            bad += 1
            print(f"chaos: killed at step {point} ({killed}): {wrong} {said}")
    print(
        f"chaos: {'PostgreSQL' if place.server else 'SQLite'}, told on {later} s later: "
        f"{len(points)} of {expected['steps']} steps, {bad} came out wrong; {same} with the "
        f"very same seed, {moved} by a rule of A.9 ({time.monotonic() - began:.0f} s)"
    )
    return bad


def main(every: int = 1, later: int = 0) -> int:
    """Return 1 where anything came out otherwise than it must."""
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        try:
            import django

            django.setup()
            from django.conf import settings

            settings.MARKETPLACE_SEED_SOURCE = "opendraw"
            code, _said = in_child(lambda: begin(place))
            if code:
                return 1
            place.keep()
            return min(kill_at_each_step(place, every=every, later=later), 1)
        finally:
            place.clear()


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
