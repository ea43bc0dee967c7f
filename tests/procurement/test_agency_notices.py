"""The agency's list of notices, its answers, and what waits for it of notices that are open."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.slots import tasks_for
from procurement import commands
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    CredentialFactory,
    CredentialTypeFactory,
    ListedServiceFactory,
    ServiceItemFactory,
    UserFactory,
)
from tests.factories.agencies import AgencyFactory
from tests.factories.procurement import NoticeFactory, qualified_agency
from tests.procurement.screens import invitation, place, published, text

pytestmark = pytest.mark.django_db
LIST, ANSWERS = "/en/desk/agency/notices/", "/en/desk/agency/answers/"
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def held(at):
    return at


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def listed(client, query=""):
    response = client.get(LIST + query)
    assert response.status_code == 200
    return [each.row.notice.public_id for each in response.context["rows"]]


def states(agency, at=NOON):
    """Return the states of what waits of open notices."""
    found = tasks_for("agency", agency, at=at)
    return [(str(task.state), task.title) for task in found if "/agencies/" not in str(task.url)]


def test_the_lists_take_turns_as_soon_as_what_is_missing_is_there(client, user):
    notice = published()
    agency = AgencyFactory(member=user)

    assert (listed(client), listed(client, "?show=lacking")) == ([], [notice.public_id])

    ListedServiceFactory(agency=agency, item=notice.lines.get().item)
    assert (listed(client), listed(client, "?show=lacking")) == ([notice.public_id], [])

    place(notice, agency)
    assert (listed(client), listed(client, "?show=lacking")) == ([], [])


def test_what_is_missing_leads_to_the_field_that_mends_it(client, user):
    kind = CredentialTypeFactory(name_en="Survey")
    item = ServiceItemFactory(requires=[(kind, "B")])
    published(items=[item])
    AgencyFactory(member=user)

    page = client.get(f"{LIST}?show=lacking").content.decode()

    assert f'href="/en/agencies/mine/services/?item={item.pk}#list"' in page
    assert (
        f'href="/en/agencies/mine/credentials/?grade={kind.grades.get(code="B").pk}#enter"' in page
    )


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"grade": 2}, "is of the grade “Grade B”."),
        ({"valid_to": TODAY - DAY}, "is worth nothing since 2 Mar 2026."),
        ({"valid_from": TODAY + DAY}, "is valid from 3 Mar 2026 on."),
        ({"revoked_on": TODAY - 2 * DAY}, "is worth nothing since 28 Feb 2026."),
    ],
)
def test_a_certificate_that_does_not_count_is_told_with_the_reason(client, user, columns, words):
    kind = CredentialTypeFactory()
    item = ServiceItemFactory(requires=[(kind, "A")])
    published(items=[item])
    agency = AgencyFactory(member=user, offers=[item])
    rank = columns.pop("grade", 1)
    CredentialFactory(agency=agency, type=kind, grade=kind.grades.get(rank=rank), **columns)

    page = text(client.get(f"{LIST}?show=lacking"))

    assert words in page


def test_a_certificate_that_ends_before_the_close_is_told_although_it_counts_today(client, user):
    kind = CredentialTypeFactory()
    item = ServiceItemFactory(requires=[(kind, "A")])
    notice = published(items=[item], closes_at=NOON + 3 * DAY)
    agency = AgencyFactory(member=user, offers=[item])
    CredentialFactory(agency=agency, type=kind, grade=kind.grades.get(rank=1), valid_to=TODAY + DAY)

    assert "On the day of the close this will hold:" in text(client.get(LIST))

    place(notice, agency)
    [task] = [task for task in tasks_for("agency", agency, at=NOON) if task.title == notice.title]
    assert task.lamp == "stop"
    assert task.url.endswith("/agencies/mine/credentials/")


def test_words_and_filters_narrow_the_lists_and_nonsense_is_422(client, user):
    first, second = published(), published()
    AgencyFactory(member=user, offers=[first.lines.get().item, second.lines.get().item])

    assert listed(client, f"?q={second.public_id}") == [second.public_id]
    assert listed(client, f"?item={first.lines.get().item.code}") == [first.public_id]
    assert client.get(f"{LIST}?mode=auction").status_code == 422
    assert client.get(f"{LIST}?page=9").status_code == 404


def test_an_unlisted_agency_is_told_so_and_sees_no_lists_on_its_desk(client, user):
    published()
    AgencyFactory(member=user, draft=True)

    page = text(client.get("/en/desk/agency/"))

    assert "Only listed agencies may answer." in page
    assert "Notices you cannot answer yet" not in page


def test_more_notices_and_answers_cost_no_more_queries(client, user):
    kind = CredentialTypeFactory()
    item, other = ServiceItemFactory(requires=[(kind, "A")]), ServiceItemFactory()
    agency = AgencyFactory(member=user, offers=[item], holds=[(kind, "A")])

    def more():
        for _each in range(2):
            published(items=[item])
            published(items=[other])
            place(published(items=[item]), agency)

    def asked():
        counts = []
        for path in (LIST, f"{LIST}?show=lacking", ANSWERS, "/en/desk/agency/"):
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            counts.append(len(queries))
        return counts

    more()
    asked()
    one = asked()
    more()
    more()

    assert asked() == one


def test_answers_have_pages_and_are_ones_own(client, user):
    item = ServiceItemFactory()
    agency = AgencyFactory(member=user, offers=[item])
    mine = [place(published(items=[item]), agency).notice.public_id for _each in range(21)]
    place(published(mode_key="online_bidding"), price=1_234_567)

    pages = [client.get(ANSWERS), client.get(f"{ANSWERS}?page=2")]

    found = [each.row.notice.public_id for page in pages for each in page.context["answers"]]
    assert sorted(found) == sorted(mine)
    assert "12,345.67" not in text(pages[0])


# --- What waits


def test_an_invitation_waits_until_it_is_accepted():
    notice, agency = invitation()
    other = qualified_agency(notice)
    assert [title for _state, title in states(agency)] == [notice.title]
    assert states(other) == []

    place(notice, agency)

    assert states(agency) == []


def test_what_closes_within_a_day_waits_until_it_is_answered_or_over(at):
    notice = published(closes_at=NOON + 30 * HOUR)
    agency = qualified_agency(notice)
    assert states(agency) == []
    assert len(states(agency, NOON + 7 * HOUR)) == 1

    place(notice, agency)
    assert states(agency, NOON + 7 * HOUR) == []

    commands.withdraw_response(notice_id=notice.pk, agency_id=agency.pk, by=UserFactory(), at=NOON)
    assert len(states(agency, NOON + 7 * HOUR)) == 1
    assert states(agency, notice.closes_at) == []


# --- Other people's


def test_another_agencys_notices_answer_as_ones_that_do_not_exist(client, user):
    """A draft, its answers and its calendar: nothing tells that there is one."""
    notice = NoticeFactory()
    AgencyFactory(member=user)

    for page in ("", "answer/", "withdraw/", "receipts.json", "record.json", "deadlines.ics"):
        theirs = client.get(f"/en/notices/{notice.public_id}/{page}")
        nobodys = client.get(f"/en/notices/N2026-999999/{page}")

        assert theirs.status_code == nobodys.status_code == 404
        assert same(theirs, notice.public_id) == same(nobodys, "N2026-999999")


def same(response, public_id):
    """Return a page without the address it was asked under, and without its secret."""
    page = re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", response.content.decode())
    return page.replace(public_id, "N")
