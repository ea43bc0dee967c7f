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

DEMONSTRATION = "demonstration data"


@dataclass(frozen=True)
class Step:
    """One thing to make: what it is called, what it is made from, and how.

    ``is_made`` tells whether it is still there: a stamp would outlive a removed database.
    """

    name: str
    sources: Callable[[], Iterable[Path]]
    make: Callable[[], object]
    is_made: Callable[[], bool]


def main() -> int:
    """Prepare, and return 0, or 1 after saying why it could not be done."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError
    from django.db import OperationalError

    try:
        prepare()
    except (ImproperlyConfigured, CommandError, translations.BadTranslation) as error:
        print(error, file=sys.stderr)
    except OperationalError as error:
        print(f"The database does not answer: {str(error).strip()}", file=sys.stderr)
        print("Is DATABASE_URL right, and does the server run there?", file=sys.stderr)
    else:
        return 0
    return 1


def prepare() -> None:
    """Do what this site still lacks, with a line a step."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.project.settings.dev")
    take(_steps(), stamps=state_directory(state_path()) / "prepared.json")


def take(steps: Iterable[Step], *, stamps: Path) -> None:
    """Take the steps whose sources are new or whose result is gone; a failed one is not stamped."""
    done = json.loads(stamps.read_text()) if stamps.is_file() else {}
    for step in steps:
        fingerprint = _fingerprint(step.sources())
        if done.get(step.name) == fingerprint and step.is_made():
            continue
        with _told(step.name):
            step.make()
        done[step.name] = fingerprint
        stamps.write_text(json.dumps(done, indent=1))


def _steps() -> Iterator[Step]:
    yield Step("translations", translations.sources, translations.compile_all, _is_compiled)
    yield Step("database", _migrations, _migrate, _is_own_database)
    yield Step("static files", _static_sources, _collect, (state_path() / "static").is_dir)
    if os.environ.get("DEMO", "1").lower() not in ("0", "false", "no", "off"):
        yield Step(DEMONSTRATION, list, _fill, _is_own_database)
    yield Step("search index", _search_sources, _index, _is_own_database)


def _is_compiled() -> bool:
    return all(po.with_suffix(".mo").exists() for po in translations.sources())


def _is_own_database() -> bool:
    """A database elsewhere may have been emptied meanwhile: it is asked each time."""
    return not os.environ.get("DATABASE_URL") and (state_path() / "marketplace.sqlite3").is_file()


def _migrations() -> list[Path]:
    return [ROOT / "requirements.lock", *_in_apps("**/migrations/*.py")]


def _search_sources() -> list[Path]:
    return sorted((ROOT / "search").rglob("*.py"))


def _static_sources() -> list[Path]:
    return [ROOT / "requirements.lock", *_in_apps("**/static/**/*")]


def _in_apps(pattern: str) -> list[Path]:
    found = (path for app in translations.APPS for path in (ROOT / app).glob(pattern))
    return sorted(path for path in found if path.is_file())


def _fingerprint(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(f"{path}\0".encode())
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
    _call("demo", verbosity=0, label=f"Preparing the {DEMONSTRATION} ... ")


def _index() -> None:
    _call("rebuild_search", verbosity=0, backend="database", if_needed=True)


def _call(command: str, **options) -> None:
    import django
    from django.apps import apps
    from django.core.management import call_command

    if not apps.ready:
        django.setup()
    call_command(command, **options)


if __name__ == "__main__":
    sys.exit(main())
