"""A hall on its first day: every list says that it is empty, and what comes next."""

import re

import pytest
from django.core.management import call_command
from django.test import override_settings

from marketplace import clock
from tests.factories import NOON, AgencyFactory, MembershipFactory, UserFactory
from tests.factories.procurement import OwnerFactory

pytestmark = pytest.mark.django_db

EMPTY = re.compile(r'<div class="empty[ "].*?</div>', re.DOTALL)
LISTS = [
    ("anybody", "/items/"),
    ("anybody", "/agencies/"),
    ("anybody", "/notices/"),
    ("anybody", "/guides/"),
    ("anybody", "/noticeboard/"),
    ("anybody", "/fees/schedules/"),
    ("owner", "/desk/owner/"),
    ("owner", "/desk/owner/notices/"),
    ("owner", "/desk/owner/projects/"),
    ("owner", "/desk/owner/notices/new/"),
    ("owner", "/desk/services/"),
    ("agency", "/desk/agency/"),
    ("agency", "/desk/services/"),
    ("agency", "/agencies/mine/credentials/"),
    ("agency", "/agencies/mine/people/"),
    ("agency", "/agencies/mine/services/"),
    ("operator", "/desk/review/"),
    ("operator", "/approvals/"),
    ("regulator", "/board/"),
]


ANSWERS = {
    "name_zh": "云汀市中介服务超市",
    "name_en": "Yunting Supermarket",
    "city_zh": "云汀市",
    "city_en": "Yunting",
    "complaint_phone": "0760-1",
    "admin_email": "admin@example.org",
}


@pytest.fixture(scope="module")
def hall(module_db, tmp_path_factory):
    """Set the hall up, once for all tests, and return how its site is set."""
    site = {"MARKETPLACE_DEMO": False, "MARKETPLACE_STATE_DIR": tmp_path_factory.mktemp("hall")}
    with override_settings(**site), clock.using(now=lambda: NOON):
        call_command("setup", no_input=True, catalogue="none", **ANSWERS)
    return site


@pytest.fixture
def first_day(hall, at):
    with override_settings(**hall):
        yield


def person(who):
    if who == "owner":
        return MembershipFactory(organisation=OwnerFactory().organisation).user
    if who == "agency":
        return MembershipFactory(organisation=AgencyFactory().organisation).user
    return UserFactory(**{who: True})


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(("who", "path"), LISTS)
def test_a_list_without_a_row_says_so_and_what_comes_next(client, first_day, who, path, prefix):
    if who != "anybody":
        client.force_login(person(who))

    page = client.get(prefix + path)

    assert page.status_code == 200
    states = EMPTY.findall(page.content.decode())
    assert states
    assert [state for state in states if "<p>" not in state] == []


@pytest.mark.parametrize("path", ["/", "/rules/", "/modes/", "/fees/", "/search/", "/log/"])
def test_the_other_public_pages_stand_too(client, first_day, path):
    assert client.get(path).status_code == 200
    assert client.get(f"/en{path}").status_code == 200
