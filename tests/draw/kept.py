"""Stories of draws that are played once, for all the tests that go on from where they end."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.test import override_settings

from marketplace import clock
from tests.conftest import HeldClock
from tests.factories import NOON

from .table import Table


def site(folder: Path) -> dict[str, object]:
    """Return the settings of a site that draws in slots with short windows."""
    return {
        "MARKETPLACE_SEED_SOURCE": "opendraw",
        "MARKETPLACE_STATE_DIR": folder,
        "MARKETPLACE_OPENDRAW": settings.MARKETPLACE_OPENDRAW | {"window_seconds": 5},
    }


class Kept:
    """What a story left behind: rows in the transaction around it, a folder and a moment."""

    def __init__(
        self, folder: Path, story: Callable[[HeldClock], object], after: Kept | None = None
    ) -> None:
        """Play a story in its folder, from NOON on or from where another one ended."""
        held = HeldClock(after.moment if after else NOON)
        if after:
            shutil.copytree(after.folder, folder, dirs_exist_ok=True)
        with override_settings(**site(folder)), clock.using(now=lambda: held.moment):
            self._told = story(held)
        self.folder, self.moment = folder, held.moment

    def go_on(self, at: HeldClock, folder: Path) -> object:
        """Go back to where the story ended, in a folder of one's own, and return what it told."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        at(self.moment)
        return deepcopy(self._told)


@contextmanager
def undone() -> Iterator[None]:
    """Take back at the end what happens inside; commands take it for no transaction."""
    around = transaction.atomic()
    around._from_testcase = True
    with around:
        yield
        transaction.set_rollback(True)


@contextmanager
def played(opened: Kept, folders, story: Callable[[Table], object]) -> Iterator[Kept]:
    """Keep a story that begins at a table, for a fixture of a module or a class."""
    with undone():
        yield Kept(
            folders.mktemp("kept"), lambda held: story(Table(held, is_new=False)), after=opened
        )
