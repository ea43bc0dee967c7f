"""The map of who may import whom, checked against the code itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .sources import ROOF, code, dotted, imported, refuse

GROUND = {"marketplace"}
FIRMS = GROUND | {"marketplace.organisations", "agencies"}
FEES = {"marketplace.approvals", "marketplace.fees"}
TENDERS = (
    FIRMS | FEES | {"marketplace.documents", "marketplace.draw", "marketplace.log", "procurement"}
)

# Every room with the rooms it may use: what somebody must install who installs it.
MAY_USE = {
    "marketplace": set(),
    "marketplace.organisations": GROUND,
    "marketplace.log": GROUND,
    "marketplace.draw": GROUND | {"marketplace.log"},
    "marketplace.approvals": GROUND,
    "marketplace.documents": GROUND,
    "marketplace.exchange": GROUND,
    "marketplace.notifications": GROUND,
    "marketplace.fees": GROUND | {"marketplace.approvals"},
    "agencies": GROUND
    | {"marketplace.documents", "marketplace.exchange", "marketplace.organisations"},
    "procurement": FIRMS | FEES | {"marketplace.documents", "marketplace.draw", "marketplace.log"},
    "procurement.contracts": TENDERS | {"marketplace.documents", "marketplace.exchange"},
    "procurement.statistics": TENDERS | {"marketplace.exchange", "procurement.contracts"},
    "cms": GROUND,
    "cms.pages": GROUND | {"cms"},
    "cms.editing": GROUND | {"cms", "marketplace.documents"},
    "cms.noticeboard": TENDERS | {"cms"},
    "search": GROUND,
}
# A source is imported only where its app is installed (search/wagtail_hooks.py).
ONLY_WHERE_INSTALLED = {
    "search.sources.agencies": FIRMS,
    "search.sources.notices": TENDERS,
    "search.sources.papers": TENDERS,
    "search.sources.guides": {"cms"},
    "search.sources.library": {"cms"},
    "search.sources.pages": {"cms"},
}
# What one room may take from another. Never views, forms, urls or templates.
PUBLIC = {
    "commands",
    "domain",
    "duties",
    "fees",
    "filters",
    "listeners",
    "models",
    "modes",
    "parts",
    "permissions",
    "registry",
    "signals",
    "templatetags",
    "testing",
    "topics",
    "triggers",
}
ALSO_PUBLIC = {
    "marketplace": {
        "backoffice",
        "calendar",
        "charts",
        "clock",
        "conf",
        "discovery",
        "data",
        "facets",
        "feeds",
        "figures",
        "formcontrols",
        "formfields",
        "health",
        "icons",
        "kernel",
        "live_figures",
        "navigation",
        "notation",
        "policies",
        "purchasable",
        "search",
        "sequencer",
        "slots",
        "states",
        "topics",
        "transaction",
    },
    "marketplace.documents": {"formfields"},
    "marketplace.exchange": {"cells", "kinds", "sheets"},
    "marketplace.fees": {"formfields"},
    "marketplace.organisations": {"colleagues"},
    "procurement": {"qualification"},
    "cms": {"blocks", "first_pages", "mixins"},
    "search": {"backends", "sources"},
}
# Floors inside a room, lowest first; what is not named stands on the top floor.
PURE = {"domain", "kernel", "modes"}
FOUNDATIONS = {
    "calendar",
    "clock",
    "document",
    "figures",
    "icons",
    "kinds",
    "meaning",
    "navigation",
    "notation",
    "registry",
    "search",
    "sheets",
    "slots",
    "sounds",
    "spelling",
    "states",
    "text",
    "transaction",
}
MODELS = {"models", "blocks", "mixins"}
RULES = {
    "commands",
    "data",
    "eligibility",
    "examination",
    "facts",
    "matching",
    "outlook",
    "parts",
    "purchasable",
    "qualification",
    "sources",
}
LEAVES = {"conf", "permissions", "signals", "triggers"}
TOP = 4
PLUGGED = {"registry.py"}  # stands among pure files and asks the hooks


def room_of(module: str) -> str | None:
    """Return the room a module belongs to, the innermost where one stands in another."""
    rooms = [room for room in MAY_USE if module == room or module.startswith(f"{room}.")]
    return max(rooms, key=len, default=None)


def part_of(module: str) -> str:
    """Return what of its room a module is: ``models`` for ``agencies.models.agency``."""
    return module.removeprefix(room_of(module)).lstrip(".").split(".")[0]


def floor_of(module: str) -> int:
    part = part_of(module)
    for floor, parts in enumerate((PURE, FOUNDATIONS, MODELS | LEAVES, RULES)):
        if part in parts:
            return floor
    return TOP


def wrong_rooms(name: str, text: str) -> Iterator[str]:
    """Yield every import of a room that this one must do without."""
    module = dotted(name)
    own = room_of(module)
    allowed = {own, *MAY_USE[own], *ONLY_WHERE_INSTALLED.get(module, ())}
    for target in imported(name, text):
        if target.startswith("marketplace.project"):
            yield f"{name} imports the roof: {target}"
        elif room_of(target) and room_of(target) not in allowed:
            yield f"{name} imports {target}: {own} must work without {room_of(target)}"


def private_parts(name: str, text: str) -> Iterator[str]:
    """Yield every import of a part of another room that is not public."""
    own = room_of(dotted(name))
    for target in imported(name, text):
        room = room_of(target)
        if room in (None, own) or target.startswith("marketplace.project"):
            continue
        if part_of(target) not in PUBLIC | ALSO_PUBLIC.get(room, set()):
            yield f"{name} imports {target}, which is private to {room}"


def climbing(name: str, text: str) -> Iterator[str]:
    """Yield every import of a higher floor of the same room."""
    module = dotted(name)
    if name.rsplit("/", 1)[-1] in PLUGGED | {"apps.py", "wagtail_hooks.py"}:
        return
    for target in imported(name, text):
        if room_of(target) != room_of(module) or part_of(target) in {"", part_of(module)}:
            continue
        leaf = part_of(target) in LEAVES and floor_of(module) > 0
        if floor_of(target) > floor_of(module) and not leaf:
            yield f"{name} imports {target}, which stands above it"


RULES_OF_THE_HOUSE = [wrong_rooms, private_parts, climbing]


@pytest.mark.parametrize("rule", RULES_OF_THE_HOUSE)
def test_the_code_keeps_to_the_map(rule):
    refuse(problem for name, text in code(roof=False) for problem in rule(name, text))


def test_the_roof_may_import_everything():
    assert [name for name, _text in code(roof=False) if name.startswith(ROOF)] == []


@pytest.mark.parametrize(
    ("rule", "name", "line"),
    [
        (wrong_rooms, "agencies/views/new.py", "from procurement.models import Notice"),
        (wrong_rooms, "marketplace/new.py", "from .organisations.models import Membership"),
        (wrong_rooms, "cms/new.py", "import agencies.models"),
        (wrong_rooms, "search/views.py", "from procurement.models import Notice"),
        (wrong_rooms, "agencies/new.py", "from marketplace.project.accounts.models import User"),
        (private_parts, "procurement/new.py", "from agencies.views import directory"),
        (private_parts, "procurement/new.py", "from marketplace import theme"),
        (private_parts, "cms/pages/new.py", "from ..shelves import shelves"),
        (climbing, "agencies/models/new.py", "from ..commands import suspend_agency"),
        (climbing, "agencies/commands/new.py", "def f():\n    from ..views import mine"),
        (climbing, "procurement/domain/new.py", "from .. import conf"),
        (climbing, "procurement/modes/new.py", "from ..models import Notice"),
        (climbing, "marketplace/clock.py", "from .models import Event"),
    ],
)
def test_a_wrong_import_is_found(rule, name, line):
    assert len(list(rule(name, line))) == 1


@pytest.mark.parametrize(
    ("rule", "name", "line"),
    [
        (wrong_rooms, "search/sources/notices.py", "from procurement.models import Notice"),
        (wrong_rooms, "cms/new.py", "from wagtail.models import Page"),
        (private_parts, "procurement/new.py", "from marketplace import clock"),
        (climbing, "agencies/models/new.py", "from ..signals import agency_listed"),
        (climbing, "agencies/views/new.py", "from ..commands import suspend_agency"),
    ],
)
def test_a_right_import_is_no_problem(rule, name, line):
    assert list(rule(name, line)) == []
