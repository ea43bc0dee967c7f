"""Time and chance come in by one door, so that a test and the demo can hold it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from .sources import code, files, nodes, refuse

DOOR = "marketplace/clock.py"
# Asks for randomness with a seed that is written in the file: the same worlds every time.
SEEDED = {"procurement/testing.py", "marketplace/fees/testing.py"}
# Makes the site's key, before Django is there.
BEFORE_DJANGO = {"marketplace/project/state.py"}

CHANCE = {"random", "secrets"}
MOMENTS = {
    "timezone.now",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "os.urandom",
    "uuid.uuid1",
    "uuid.uuid4",
}
WITHOUT_ARGUMENT = {"timezone.localtime", "timezone.localdate"}  # with one they only convert
LAST = {each.rpartition(".")[2] for each in MOMENTS}
TAKEN = {"urandom", "token_bytes", "token_hex", "uuid4", "uuid1", "get_random_string"}


def side_doors(name: str, text: str) -> Iterator[str]:
    """Yield every place that asks for the time or for chance by itself."""
    for node in nodes(text):
        for what in _asked(node):
            yield f"{name}:{node.lineno} asks {what}; ask marketplace.clock"


def _asked(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in CHANCE)
    elif isinstance(node, ast.ImportFrom) and node.module in CHANCE:
        yield node.module
    elif isinstance(node, ast.ImportFrom):
        yield from (alias.name for alias in node.names if alias.name in TAKEN)
    elif isinstance(node, ast.Attribute) and node.attr in LAST and _end(node) in MOMENTS:
        yield _end(node)
    elif isinstance(node, ast.Call) and not node.args and _end(node.func) in WITHOUT_ARGUMENT:
        yield _end(node.func)
    elif isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
        yield node.arg


def _end(node: ast.AST) -> str:
    """Return the last two names of a dotted expression, such as ``timezone.now``."""
    return ".".join(ast.unparse(node).split(".")[-2:])


def test_only_the_door_asks_for_time_and_chance():
    open_doors = {DOOR, *SEEDED, *BEFORE_DJANGO}

    refuse(
        problem
        for name, text in code()
        if name not in open_doors
        for problem in side_doors(name, text)
    )


def test_the_exceptions_are_still_needed():
    sources = dict(code())

    for name in (*SEEDED, *BEFORE_DJANGO):
        assert list(side_doors(name, sources[name])), f"{name} needs no exception any more"


def test_no_template_asks_for_the_time():
    asks = re.compile(r"{%\s*now\s")

    refuse(f"{name} asks for the time" for name, text in files("*.html") if asks.search(text))


@pytest.mark.parametrize(
    "line",
    [
        "at = timezone.now()",
        "made_at = DateTimeField(default=timezone.now)",
        "made_at = DateTimeField(auto_now_add=True)",
        "today = datetime.date.today()",
        "at = datetime.now(UTC)",
        "import random",
        "from secrets import token_hex",
        "salt = os.urandom(32)",
        "key = uuid.uuid4()",
        "at = time.time()",
        "here = timezone.localtime()",
    ],
)
def test_a_side_door_is_found(line):
    assert len(list(side_doors("agencies/new.py", line))) == 1


@pytest.mark.parametrize(
    "line", ["at = clock.now()", "here = timezone.localtime(at)", "began = time.monotonic()"]
)
def test_the_door_itself_may_be_asked(line):
    assert list(side_doors("agencies/new.py", line)) == []
