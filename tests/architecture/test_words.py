"""Every string that people read can be translated as one sentence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from .sources import code, nodes, refuse

MARKERS = {
    "_": 1,
    "gettext": 1,
    "gettext_lazy": 1,
    "gettext_noop": 1,
    "ngettext": 2,
    "ngettext_lazy": 2,
    "pgettext": 2,
    "pgettext_lazy": 2,
    "npgettext": 3,
    "npgettext_lazy": 3,
}
UNNAMED = re.compile(r"%[sdfr]|{\w*}")


def unmarkable(name: str, text: str) -> Iterator[str]:
    """Yield every message that a translator would never see, or could not put in order."""
    for node in nodes(text):
        if isinstance(node, ast.JoinedStr) and any(map(_is_marked, ast.walk(node))):
            yield f"{name}:{node.lineno} marks a message inside an f-string: nobody gathers it"
        if _is_marked(node):
            for message in node.args[: MARKERS[_marker(node)]]:
                for problem in _problems(message):
                    yield f"{name}:{node.lineno} {problem}: {ast.unparse(message)[:60]}"


def _is_marked(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and _marker(node) in MARKERS


def _marker(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _problems(message: ast.expr) -> Iterator[str]:
    if isinstance(message, ast.JoinedStr):
        yield "translates an f-string, which no catalogue can hold"
    elif not (isinstance(message, ast.Constant) and isinstance(message.value, str)):
        yield "translates what is put together elsewhere"
    elif UNNAMED.search(message.value):
        yield "has a gap without a name; write %(name)s"


def test_every_message_is_one_literal_with_named_gaps():
    refuse(problem for name, text in code() for problem in unmarkable(name, text))


@pytest.mark.parametrize(
    "line",
    [
        '_(f"Closed at {at}")',
        '_("Closed at " + at)',
        "_(message)",
        '_("Closed at %s") % at',
        '_("Closed at {at}").format(at=at)',
        'ngettext("%d day", "days", count)',
        'pgettext("noun", f"{x}")',
    ],
)
def test_a_message_that_cannot_be_translated_is_found(line):
    assert len(list(unmarkable("x.py", line))) == 1


def test_a_message_inside_an_f_string_is_found():
    found = list(unmarkable("x.py", "label = f\"{_('1st')} {name}\""))

    assert found == ["x.py:1 marks a message inside an f-string: nobody gathers it"]


@pytest.mark.parametrize(
    "line",
    [
        '_("Closed at %(at)s") % {"at": at}',
        '_("A discount is below 100 %.")',
        '_("One sentence, "\n"written on two lines.")',
        'ngettext("%(count)s day", "%(count)s days", count)',
    ],
)
def test_an_honest_message_is_no_problem(line):
    assert list(unmarkable("x.py", line)) == []
