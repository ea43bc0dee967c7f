"""Compile every ``.po`` of this project to the ``.mo`` that Django reads, without gettext.

python -m marketplace.project.translations
"""

import re
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from .state import ROOT

UNBROKEN = re.compile(r'(msg[a-z_]+(\[[0-9]\])? )?"([^"\\]|\\.)*"')
APPS = ("marketplace", "agencies", "procurement", "cms", "search")


class BadTranslation(Exception):
    """A ``.po`` that cannot be used; the text says which line of which file, and why."""


def sources(root: Path = ROOT) -> list[Path]:
    """Return every ``.po`` of the apps, in a stable order."""
    return sorted(po for app in APPS for po in (root / app).glob("**/LC_MESSAGES/*.po"))


def compile_all(root: Path = ROOT) -> int:
    """Write the ``.mo`` beside each ``.po`` that is newer, and return how many were written."""
    stale = [po for po in sources(root) if _is_stale(po)]
    for po in stale:
        compile_one(po)
    return len(stale)


def compile_one(po: Path) -> None:
    """Write the ``.mo`` beside one ``.po``.

    Raises:
        BadTranslation: with file, line and reason; the old ``.mo`` then stays.
    """
    try:
        with po.open("rb") as file:
            catalog = read_po(file, locale=po.parent.parent.name, abort_invalid=True)
    except PoFileError as error:
        raise BadTranslation(f"{po}:{error.lineno + 1}: {error.args[0]}") from error
    for line, reason in chain(_unclosed(po), _mistakes(catalog)):
        raise BadTranslation(f"{po}:{line}: {reason}")
    draft = po.with_suffix(".mo.new")
    with draft.open("wb") as file:
        write_mo(file, catalog)
    draft.replace(po.with_suffix(".mo"))


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns


def _unclosed(po: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines whose quotation mark is not closed: Babel would eat their last letter."""
    for number, line in enumerate(po.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith(("msg", '"')) and not UNBROKEN.fullmatch(line.rstrip()):
            yield number, "a quotation mark is not closed"


def _mistakes(catalog: Catalog) -> Iterator[tuple[int, str]]:
    """Yield the line and the reason of each translation whose placeholders are not its source's."""
    for message, errors in catalog.check():
        for error in errors:
            yield message.lineno, str(error)


def main() -> int:
    try:
        compile_all()
    except BadTranslation as error:
        print(f"A translation cannot be compiled: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
