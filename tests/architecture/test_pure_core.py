"""The core is values and rules: it needs no framework, no clock and no database."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from .sources import code, nodes, refuse
from .test_layers import PLUGGED, PURE

FROM_DJANGO = {
    "django.utils.translation": {"gettext_lazy", "ngettext_lazy", "pgettext_lazy"},
    "django.utils.functional": {"Promise"},
}
OUTSIDE = {"django", "wagtail", "os", "pathlib", "socket", "subprocess", "sqlite3", "logging"}


def is_pure(name: str) -> bool:
    *folders, file = name.split("/")
    return bool(PURE & set(folders)) and file not in PLUGGED


def impurities(name: str, text: str) -> Iterator[str]:
    """Yield everything that a pure file takes from a framework or from the machine."""
    for node in nodes(text):
        if isinstance(node, ast.Import):
            names = [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [(node.module, alias.name) for alias in node.names]
        else:
            continue
        for module, taken in names:
            if module.split(".")[0] in OUTSIDE and taken not in FROM_DJANGO.get(module, ()):
                yield f"{name} takes {taken or 'everything'} from {module}"


def test_the_core_needs_no_framework():
    pure = [(name, text) for name, text in code() if is_pure(name)]

    assert {folder for name, _text in pure for folder in PURE & set(name.split("/"))} == PURE
    refuse(problem for name, text in pure for problem in impurities(name, text))


@pytest.mark.parametrize(
    "line",
    [
        "from django.db import models",
        "import django",
        "from django.utils import timezone",
        "from django.utils.translation import gettext",
        "import os",
        "def f():\n    from pathlib import Path",
    ],
)
def test_a_framework_in_the_core_is_found(line):
    assert len(list(impurities("procurement/domain/new.py", line))) == 1


def test_a_lazy_translation_is_no_framework():
    line = "from django.utils.translation import gettext_lazy as _"

    assert list(impurities("procurement/domain/new.py", line)) == []


@pytest.mark.parametrize(
    ("name", "pure"),
    [
        ("marketplace/kernel/money.py", True),
        ("procurement/modes/random_draw.py", True),
        ("procurement/modes/registry.py", False),
        ("marketplace/fees/domain/points.py", True),
        ("marketplace/fees/models.py", False),
        ("agencies/models/agency.py", False),
    ],
)
def test_the_core_is_known_by_its_folders(name, pure):
    assert is_pure(name) is pure
