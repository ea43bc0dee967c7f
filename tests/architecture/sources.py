"""The code as the tests of the house read it: files, what they import, what they say."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("marketplace", "agencies", "procurement", "cms", "search")
ROOF = "marketplace/project/"


def files(pattern: str, *folders: str, roof: bool = True) -> Iterator[tuple[str, str]]:
    """Yield path (from the root) and text of every file of the folders, ours by default."""
    for folder in folders or APPS:
        for path in sorted((ROOT / folder).rglob(pattern)):
            name = path.relative_to(ROOT).as_posix()
            if roof or not name.startswith(ROOF):
                yield name, path.read_text(encoding="utf-8")


def code(*folders: str, roof: bool = True) -> Iterator[tuple[str, str]]:
    """Yield path and source of every Python file that a person wrote and that runs here.

    What stands among the static files is handed out, to run elsewhere and alone.
    """
    for name, text in files("*.py", *folders, roof=roof):
        if "/migrations/" not in name and "/static/" not in name:
            yield name, text


def imported(name: str, text: str) -> Iterator[str]:
    """Yield every module that a file imports, wherever in it, by its full dotted name.

    ``from marketplace import clock`` is ``marketplace.clock`` where that is a module.
    """
    package = name.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                yield inner if is_module(inner) else module


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
