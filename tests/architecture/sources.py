"""The code as the tests of the house read it: files, what they import, what they say."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("marketplace", "agencies", "procurement", "cms", "search")
ROOF = "marketplace/project/"


def files(pattern: str, *folders: str, roof: bool = True) -> Iterator[tuple[str, str]]:
    """Yield path (from the root) and text of every file of the folders, ours by default."""
    for folder in folders or APPS:
        for name, text in _files_of(folder, pattern):
            if roof or not name.startswith(ROOF):
                yield name, text


@cache  # a dozen rules read the same files
def _files_of(folder: str, pattern: str) -> list[tuple[str, str]]:
    paths = sorted((ROOT / folder).rglob(pattern))
    return [(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths]


def code(*folders: str, roof: bool = True) -> Iterator[tuple[str, str]]:
    """Yield path and source of every Python file that a person wrote and that runs here.

    What stands among the static files is handed out, to run elsewhere and alone.
    """
    for name, text in files("*.py", *folders, roof=roof):
        if "/migrations/" not in name and "/static/" not in name:
            yield name, text


def nodes(text: str, *words: str) -> Iterable[ast.AST]:
    """Return every node of a source; none of one without any of the words, which spares time."""
    if words and not any(word in text for word in words):
        return ()
    return ast.walk(ast.parse(text))


@cache
def imported(name: str, text: str) -> list[str]:
    """Return every module that a file imports, wherever in it, by its full dotted name.

    ``from marketplace import clock`` is ``marketplace.clock`` where that is a module.
    """
    return list(_imported(name, text))


def _imported(name: str, text: str) -> Iterator[str]:
    package = name.removesuffix(".py").split("/")[:-1]
    for node in nodes(text):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                yield inner if is_module(inner) else module


@cache
def is_module(dotted: str) -> bool:
    """Return whether a dotted name is a file or a folder of this project."""
    path = ROOT.joinpath(*dotted.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def dotted(name: str) -> str:
    """Return ``agencies.models.agency`` for ``agencies/models/agency.py``."""
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def refuse(problems: Iterable[str]) -> None:
    """Fail with one line for each problem; nothing is cut short."""
    found = list(problems)
    if found:
        pytest.fail("\n".join(found), pytrace=False)
