"""A reader can hold a file, and a function fits on a screen."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from .sources import APPS, code, files, nodes, refuse

FILE_MAX = 300
FUNCTION_MAX = 40
NAMES_OF_NOTHING = {"utils", "helpers", "common", "misc"}
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")


def too_long(name: str, text: str) -> Iterator[str]:
    """Yield the file if it is too long, and every function of it that is."""
    lines = len(text.splitlines())
    if lines > FILE_MAX:
        yield f"{name} has {lines} lines, more than {FILE_MAX}"
    for node in nodes(text):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1
            if length > FUNCTION_MAX:
                yield f"{name}:{node.lineno} {node.name} has {length} lines, over {FUNCTION_MAX}"


def unfinished(name: str, text: str) -> Iterator[str]:
    """Yield every note that something is still to be done, and every body that does nothing."""
    for match in UNFINISHED.finditer(text):
        yield f"{name}: {match[0]} belongs in an issue"
    for node in nodes(text, "pass"):
        if isinstance(node, ast.FunctionDef) and isinstance(node.body[0], ast.Pass):
            yield f"{name}:{node.lineno} {node.name} does nothing"


def test_files_and_functions_can_be_read():
    refuse(problem for name, text in code(*APPS, "tests") for problem in too_long(name, text))


def test_nothing_is_left_unfinished():
    refuse(problem for name, text in code() for problem in unfinished(name, text))


def test_a_template_can_be_read():
    templates = ((name, text) for name, text in files("*.html") if "/templates/" in name)

    refuse(name for name, text in templates if len(text.splitlines()) > FILE_MAX)


def test_every_module_says_what_it_is_for():
    refuse(name for name, _text in code() if PurePosixPath(name).stem in NAMES_OF_NOTHING)


def test_a_long_file_and_a_long_function_are_found():
    text = "def f():\n" + "    x = 1\n" * 40 + "y = 2\n" * 300

    assert len(list(too_long("x.py", text))) == 2


def test_a_file_and_a_function_at_the_limit_are_no_problem():
    text = "def f():\n" + "    x = 1\n" * 39 + "y = 2\n" * 260

    assert list(too_long("x.py", text)) == []


@pytest.mark.parametrize("text", ["x = 1  # TODO later", "def f():\n    pass"])
def test_unfinished_work_is_found(text):
    assert len(list(unfinished("x.py", text))) == 1
