"""Before the close nobody can see who has answered, how many have, or at what price.

The clock stands still, so every page must be the same, byte for byte, before and after
agencies answer. That covers what nobody thought of naming.
"""

import copy
import re
from operator import attrgetter

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.urls import URLResolver, get_resolver, reverse

from marketplace import clock
from tests.factories import NOON
from tests.factories.procurement import qualified_agency
from tests.procurement.screens import GRACE, address, place, published, tick
from tests.security.table import TABLE
from tests.security.world import make_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROLES = ("anonymous", "owner", "other_agency", "vetting", "regulator", "superuser")
PRICE, WRITTEN = 1_234_567, ("12,345.67", "12345.67", "1234567")
APPS = ("procurement", "search")
OTHERS = ("marketplace:desk", "marketplace:item", "agencies:directory", "agencies:agency")
LEFT_OUT = ("admin/logout/", "admin/failwhale/")  # the second fails on purpose
CHANGING = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]+"|name="token" value="[^"]+"|nonce-[^\'"]+'
)


@pytest.fixture(scope="module")
def made(module_db, tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    with clock.using(now=lambda: NOON), override_settings(MARKETPLACE_STATE_DIR=folder):
        world = make_world()
        call_command("make_pages", verbosity=0)
        world.bidding = published(
            owner=world.open_notice.owner,
            project=world.open_notice.project,
            items=[world.item],
            mode_key="online_bidding",
        )
        world.rivals = [qualified_agency(world.bidding) for _each in range(3)]
    return world


@pytest.fixture
def world(made, at):
    """One world for all tests, in objects of the test's own."""
    return copy.deepcopy(made)


def answer_all(world):
    for agency in world.rivals:
        place(world.bidding, agency, price=PRICE)
        place(world.open_notice, agency)


def addresses(world):
    """Return every address of ours, of the open notices and of an agency that answers."""
    shown = dict(vars(world), open_notice=world.bidding, agency=world.rivals[0])
    found = {"/", "/en/", "/notices/?state=open&mode=online_bidding&q=演示"}
    for here in (world, type("Shown", (), shown)):
        for name, (arguments, *_answers) in TABLE.items():
            if name in OTHERS or name.startswith(APPS):
                wanted = [attrgetter(each)(here) for each in arguments]
                found.add(reverse(name, args=wanted))
    return sorted(found)


def read(client, world, role, paths):
    client.logout()
    if role != "anonymous":
        client.force_login(world.users[role])
    return {path: CHANGING.sub(b"", client.get(path).content) for path in paths}


@pytest.mark.parametrize("role", ROLES)
def test_no_page_changes_when_agencies_answer(client, world, role):
    paths = addresses(world)
    before = read(client, world, role, paths)

    answer_all(world)

    after = read(client, world, role, paths)
    assert [path for path in paths if before[path] != after[path]] == []
    assert [path for path in paths for price in WRITTEN if price.encode() in after[path]] == []


def test_after_the_close_the_same_comparison_finds_the_difference(client, world, at):
    paths = [address(world.bidding), address(world.bidding, "record.json")]
    at(world.bidding.closes_at + GRACE)
    before = read(client, world, "anonymous", paths)
    at(NOON)
    answer_all(world)

    tick(world.bidding, at, passes=1)

    after = read(client, world, "anonymous", paths)
    assert [path for path in paths if before[path] == after[path]] == []
    assert world.rivals[0].public_id.encode() in after[paths[0]]


def lists_of_the_admin(patterns=None, prefix=""):
    """Yield the addresses below /admin/ that need no argument."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from lists_of_the_admin(pattern.url_patterns, path)
        elif path.startswith("admin/") and not set(path) & set("<(^") and path not in LEFT_OUT:
            yield f"/{path}"


def test_no_list_or_export_of_the_admin_shows_an_answer(client, world):
    answer_all(world)
    client.force_login(world.users["superuser"])
    paths = sorted(set(lists_of_the_admin()))

    shown = [path for path in paths if has_price(client, path)]

    assert len(paths) > 20
    assert shown == []


def has_price(client, path):
    """Return whether a list, or the export that it offers, has the price of an answer."""
    page = content(client.get(path, follow=True))
    if b"export=csv" in page:
        page += content(client.get(f"{path}?export=csv"))
    return any(price.encode() in page for price in WRITTEN)


def content(response):
    return b"".join(response) if response.streaming else response.content
