"""Every code of a refusal is tried by some test: a no that nobody tried is a guess."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from .sources import code, files, nodes, refuse

SHAPE = re.compile(r"[a-z]+(?:_[a-z]+)*\.[a-z]+(?:_[a-z]+)*")


@cache
def codes(text: str) -> list[str]:
    """Return the code of every refusal that a source can raise."""
    return list(_codes(text))


def _codes(text: str) -> Iterator[str]:
    for node in nodes(text, "Refusal"):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Refusal":
            first = node.args[0] if node.args else None
            for constant in ast.walk(first) if first else ():
                if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                    yield constant.value


def untried(wanted: dict[str, str], tests: str) -> list[str]:
    """Return every code, with its file, that stands in no test, plain or in a pattern."""
    words = set(re.findall(r"[\w.]+", tests.replace("\\.", ".")))
    return [
        f"{name} raises {each}, and no test tries it"
        for each, name in sorted(wanted.items())
        if each not in words
    ]


def test_every_refusal_is_tried():
    raised = {each: name for name, text in code() for each in codes(text)}
    tests = "\n".join(text for name, text in files("*.py", "tests") if "/architecture/" not in name)

    refuse(untried(raised, tests))


def test_every_code_is_a_noun_and_a_reason():
    raised = {each: name for name, text in code() for each in codes(text)}

    refuse(each for each in raised if not SHAPE.fullmatch(each))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('raise Refusal("notice.late", "Too late.")', ["notice.late"]),
        ('error = refusal.Refusal("notice.late", "")', ["notice.late"]),
        ('raise Refusal("a.b" if x else "c.d", "")', ["a.b", "c.d"]),
        ('raise ValueError("notice.late")', []),
    ],
)
def test_codes_are_read_from_the_source(line, found):
    assert codes(line) == found


def test_a_code_that_no_test_names_is_found():
    tests = 'match="^notice.late$" match=r"^notice\\.soon$" "notice.latest"'

    assert untried({"notice.late": "x.py", "notice.soon": "x.py"}, tests) == []
    assert len(untried({"notice.later": "x.py"}, tests)) == 1
    assert len(untried({"notice.lat": "x.py"}, tests)) == 1
