"""Every kind of row that can wait on a desk is clicked to its end in a real browser."""

import ast
from pathlib import Path

from procurement.contracts.presentation.lists import TEXTS

ROOT = Path(__file__).resolve().parents[2]
APPS = ("marketplace", "agencies", "procurement", "cms")
BROWSER = ROOT / "tests" / "browser"
OF_SERVICES = "services."  # followed by the deed that a service waits for
CLICKS = {"row_of": 2, "follow": 1, "count_of": 2}  # at which place they name the kind


def calls(path: Path, names) -> list[ast.Call]:
    """Return the calls of functions in a file, by their bare names."""
    found = [each for each in ast.walk(ast.parse(path.read_text())) if isinstance(each, ast.Call)]
    return [each for each in found if getattr(each.func, "id", "") in names]


def texts(node: ast.AST) -> set[str]:
    """Return the texts that an expression may come to."""
    found = {each.value for each in ast.walk(node) if isinstance(each, ast.Constant)}
    return {each for each in found if isinstance(each, str) and "." in each and " " not in each}


def told_in(path: Path) -> set[str]:
    """Return the kinds that a file of tasks names: where it makes them, or hands them on."""
    tree, kinds = ast.parse(path.read_text()), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "kind":
            kinds |= texts(node.value)
        if isinstance(node, ast.Assign) and "kind" in ast.unparse(node.targets[0]):
            kinds |= texts(node.value)
    return kinds


def files_of_tasks() -> list[Path]:
    files = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    return [path for path in files if "Task(" in path.read_text() and calls(path, {"Task"})]


def test_every_task_says_of_what_kind_it_is():
    nameless = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in files_of_tasks()
        for call in calls(path, {"Task"})
        if not any(each.arg in ("kind", None) for each in call.keywords)
        and not any(isinstance(each, ast.Starred) for each in call.args)
    ]

    assert nameless == []


def test_every_kind_of_row_is_clicked_to_its_end():
    kinds = {kind for path in files_of_tasks() for kind in told_in(path)} - {OF_SERVICES}
    kinds |= {f"{OF_SERVICES}{deed.value}" for deed in TEXTS}
    clicked = {
        kind
        for path in BROWSER.glob("test_*.py")
        for call in calls(path, CLICKS)
        for kind in texts(call.args[CLICKS[call.func.id]])
    }

    assert len(kinds) > 25
    assert sorted(kinds - clicked) == [], "rows that no browser has clicked"
    assert sorted(clicked - kinds) == [], "rows that nobody makes any more"
