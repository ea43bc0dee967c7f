"""Bring the site to where it can be served: translations, database, static files, demo world.

    python -m marketplace.project.prepare

Each step is stamped with what it was made from and done again only when that has changed,
so that a second start loads Django nowhere but in the site itself.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import translations
from .state import ROOT, state_directory, state_path

STAMPS = "prepared.json"


@dataclass(frozen=True)
class Step:
    """One thing to make: what it is called, what it is made from, and how.

    ``made`` tells whether it is still there; a stamp alone would outlive a removed database.
    """

    name: str
    sources: Callable[[], Iterable[Path]]
    run: Callable[[], object]
    made: Callable[[], bool]


def main() -> int:
    """Prepare, and return 0, or 1 after saying which step failed and why."""
    from django.core.exceptions import ImproperlyConfigured

    try:
        prepare()
    except (ImproperlyConfigured, translations.BadTranslation) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def prepare() -> None:
    """Do what is not done yet, with a line a step."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.project.settings.dev")
    stamps = state_directory(state_path()) / STAMPS
    done = json.loads(stamps.read_text()) if stamps.is_file() else {}
    for step in _steps():
        fingerprint = _fingerprint(step.sources())
        if done.get(step.name) == fingerprint and step.made():
            continue
        with _told(step.name):
            step.run()
        done[step.name] = fingerprint
        stamps.write_text(json.dumps(done, indent=1))


def _steps() -> Iterator[Step]:
    yield Step("translations", translations.sources, translations.compile_all, _is_compiled)
    yield Step("database", _migrations, _migrate, _is_own_database)
    yield Step("static files", _static_sources, _collect, (state_path() / "static").is_dir)
    if os.environ.get("DEMO", "1").lower() not in ("0", "false", "no", "off"):
        yield Step("demonstration data", list, _fill, _is_own_database)


def _is_compiled() -> bool:
    return all(po.with_suffix(".mo").exists() for po in translations.sources())


def _is_own_database() -> bool:
    """A database elsewhere may have been emptied meanwhile: it is asked each time."""
    return not os.environ.get("DATABASE_URL") and (state_path() / "marketplace.sqlite3").is_file()


def _migrations() -> list[Path]:
    return [ROOT / "requirements.lock", *sorted(ROOT.glob("[!.]*/**/migrations/*.py"))]


def _static_sources() -> list[Path]:
    static = (path for path in ROOT.glob("[!.v]*/**/static/**/*") if path.is_file())
    return [ROOT / "requirements.lock", *sorted(static)]


def _fingerprint(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(f"{path.relative_to(ROOT)}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@contextmanager
def _told(name: str) -> Iterator[None]:
    print(f"Preparing the {name} ...", end=" ", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print("failed.", flush=True)
        raise
    print(f"{time.monotonic() - began:.0f} s", flush=True)


def _migrate() -> None:
    _call("migrate", verbosity=0, interactive=False)


def _collect() -> None:
    _call("collectstatic", verbosity=0, interactive=False, clear=True)


def _fill() -> None:
    _call("demo", verbosity=0)


def _call(command: str, **options) -> None:
    import django
    from django.apps import apps
    from django.core.management import call_command

    if not apps.ready:
        django.setup()
    call_command(command, **options)


if __name__ == "__main__":
    sys.exit(main())
