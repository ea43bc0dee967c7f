"""Every app says what it is, how it is installed, and where others can plug in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from .sources import APPS, ROOT, code, nodes

CHAPTERS = ("Install", "Settings", "Signals", "Plug points", "Key files")
SIGNALS = {"Signal", "ModelSignal"}
OURS = ("MARKETPLACE_", "AGENCIES_", "PROCUREMENT_", "CMS_", "SEARCH_")
PREFIX = re.compile(rf"(?:{'|'.join(OURS)})[A-Z_]+")
ASKED = ("get_hooks", "HookRegistry")


def missing_chapters(readme: str) -> list[str]:
    headings = {line.lstrip("# ").strip() for line in readme.splitlines() if line.startswith("##")}
    return [chapter for chapter in CHAPTERS if chapter not in headings]


def signals_of(text: str) -> Iterator[str]:
    """Yield the name of every signal that a module makes."""
    for node in nodes(text, *SIGNALS):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            maker = ast.unparse(node.value.func).split(".")[-1]
            yield from (ast.unparse(each) for each in node.targets if maker in SIGNALS)


def settings_of(text: str) -> Iterator[str]:
    """Yield every setting of ours that a module reads."""
    for node in nodes(text, *OURS):
        name = ""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            name = node.value
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "settings":
            name = node.attr
        if PREFIX.fullmatch(name):
            yield name


def hooks_of(text: str) -> Iterator[str]:
    """Yield every hook that a module asks, and so offers to others."""
    for node in nodes(text, *ASKED):
        asks = isinstance(node, ast.Call) and ast.unparse(node.func).endswith(ASKED)
        if asks and node.args and isinstance(node.args[0], ast.Constant):
            yield node.args[0].value


def readme_of(app: str) -> str:
    path = ROOT / app / "README.md"
    assert path.is_file(), f"{app} has no README.md"
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("app", APPS)
def test_every_app_has_its_chapters(app):
    assert missing_chapters(readme_of(app)) == []


@pytest.mark.parametrize("reads", [signals_of, settings_of, hooks_of])
@pytest.mark.parametrize("app", APPS)
def test_the_readme_names(app, reads):
    named = {each for name, text in code(app, roof=False) for each in reads(text)}
    readme = readme_of(app)

    assert sorted(each for each in named if f"`{each}`" not in readme) == []


def test_a_missing_chapter_is_found():
    assert missing_chapters("# x\n## Install\n## Settings\n## Signals\n## Key files\n") == [
        "Plug points"
    ]


@pytest.mark.parametrize(
    ("reads", "line", "found"),
    [
        (signals_of, "agency_listed = Signal()", ["agency_listed"]),
        (signals_of, "agency_listed = object()", []),
        (settings_of, 'getattr(settings, "AGENCIES_GRACE", 3)', ["AGENCIES_GRACE"]),
        (settings_of, "settings.SEARCH_LIMIT", ["SEARCH_LIMIT"]),
        (settings_of, "settings.LANGUAGE_CODE", []),
        (hooks_of, 'hooks.get_hooks("register_x")', ["register_x"]),
        (hooks_of, 'modes = HookRegistry("register_x", Mode)', ["register_x"]),
        (hooks_of, 'hooks.register("register_x")', []),
    ],
)
def test_names_are_read_from_the_source(reads, line, found):
    assert list(reads(line)) == found
