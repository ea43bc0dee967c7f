"""The desk of an agency: what it may answer, what it lacks, what it has answered and won."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procurement import commands
from procurement.modes.registry import modes
from procurement.qualification import shortfalls
from tests.factories import DAY, NOON, CredentialTypeFactory, ServiceItemFactory, UserFactory
from tests.factories.agencies import AgencyFactory
from tests.factories.procurement import NoticeFactory, OwnerFactory, qualified_agency
from tests.procurement.screens import (
    in_both_languages,
    invitation,
    place,
    published,
    text,
    tick,
)

pytestmark = pytest.mark.django_db
DESK = "/desk/agency/"


@pytest.fixture(autouse=True)
def held(at):
    return at


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def desk(client):
    response = client.get(DESK)
    assert response.status_code == 200
    return response.context["desk"]


def ids(entries):
    return [each.row.notice.public_id for each in entries]


def test_the_anonymous_sign_in_first(client):
    assert client.get(DESK)["Location"] == f"/accounts/login/?next={DESK}"


def test_people_of_no_agency_are_told_why_they_see_nothing(client, user):
    OwnerFactory(member=user)

    response = client.get(f"/en{DESK}")

    assert response.status_code == 403
    assert "This desk is for agencies, and your account acts for none." in text(response)


def test_notices_stand_under_what_the_agency_may_do(client, user):
    may = published(closes_at=NOON + 5 * DAY)
    agency = qualified_agency(may, member=user)
    cannot = published()

    found = desk(client)

    assert ids(found.open_to) == [may.public_id]
    assert ids(found.closed_to) == [cannot.public_id]
    assert found.closed_to[0].missing == shortfalls(agency, cannot, on=NOON.date())


def test_what_is_missing_is_told_with_what_to_do_once_each(client, user):
    kinds = [CredentialTypeFactory(name_en=name) for name in ("Alpha", "Beta")]
    item = ServiceItemFactory(requires=[(kind, "B") for kind in kinds], credential_rule="all")
    published(items=[item])
    AgencyFactory(member=user, offers=[item])

    page = text(client.get(f"/en{DESK}"))

    assert "Alpha, Grade B or better" in page
    assert "Beta, Grade B or better" in page
    assert page.count("Enter the certificate, or renew it if it has expired.") == 1


def test_only_open_notices_stand_on_the_desk(client, user, at):
    over = published()
    agency = qualified_agency(over, member=user)
    cancelled = published(items=[over.lines.get().item], closes_at=NOON + 9 * DAY)
    commands.cancel_notice(notice_id=cancelled.pk, reason="不做了", by=UserFactory(), at=NOON)
    NoticeFactory(items=[over.lines.get().item])
    at(over.closes_at)

    found = desk(client)

    assert found.agency == agency
    assert (found.open_to, found.closed_to) == ([], [])


def test_an_invitation_comes_first_with_the_time_left(client, user):
    notice, _agency = invitation({"member": user})

    page = text(client.get(f"/en{DESK}"))

    [task] = desk(client).tasks
    assert (task.title, task.url) == (notice.title, f"/notices/{notice.public_id}/answer/")
    assert "You alone are invited" in page
    assert "1 day 12 hours left" in page


def test_an_invitation_of_another_agency_cannot_be_answered(client, user):
    notice, _invited = invitation()
    qualified_agency(notice, member=user)

    found = desk(client)

    assert [each.code for each in found.closed_to[0].missing] == ["invitation.other"]


def test_an_answered_notice_moves_to_the_answers_with_the_own_price(client, user):
    notice = published(mode_key="online_bidding")
    agency = qualified_agency(notice, member=user)
    place(notice, agency, price=1_234_567, days=7)

    found = desk(client)

    assert found.open_to == []
    assert ids(found.answers) == [notice.public_id]
    assert "CNY 12,345.67" in text(client.get(f"/en{DESK}"))


def test_a_withdrawn_answer_stays_in_the_list_and_the_notice_is_open_again(client, user):
    notice = published()
    agency = qualified_agency(notice, member=user)
    place(notice, agency)
    commands.withdraw_response(notice_id=notice.pk, agency_id=agency.pk, by=user, at=NOON)

    found = desk(client)

    assert ids(found.open_to) == ids(found.answers) == [notice.public_id]
    assert "Withdrawn" in text(client.get(f"/en{DESK}"))


def test_another_agencys_price_is_nowhere_on_the_desk(client, user):
    notice = published(mode_key="online_bidding")
    qualified_agency(notice, member=user)
    place(notice, price=1_234_567)

    assert "12,345.67" not in text(client.get(f"/en{DESK}"))


def test_after_the_award_the_place_and_what_was_won_are_told(client, user, at):
    notice = published(mode_key="online_bidding")
    agency = qualified_agency(notice, member=user)
    place(notice, agency, price=900_000)
    place(notice, price=950_000)
    lost = published(mode_key="online_bidding", items=[notice.lines.get().item])
    place(lost, agency, price=990_000)
    place(lost, price=800_000)
    tick(notice, at)

    found = desk(client)

    page = text(client.get(f"/en{DESK}"))
    won = {each.row.notice.public_id: each.answer.is_winner for each in found.answers}
    assert won == {notice.public_id: True, lost.public_id: False}
    assert [each.notice.public_id for each in found.wins] == [notice.public_id]
    assert "Reserve 1" in page
    assert "CNY 9,000.00" in page


def test_an_answer_that_did_not_count_is_told_with_the_reason(client, user, at):
    notice = published()
    agency = qualified_agency(notice, member=user)
    place(notice, agency)
    agency.services.update(is_active=False)
    tick(notice, at)

    page = text(client.get(f"/en{DESK}"))

    assert "Did not count" in page
    assert "the service was not offered at the close" in page


def test_a_failed_notice_is_told_on_the_desk(client, user, at):
    notice = published(project__fiscal_bp=10_000)
    place(notice, qualified_agency(notice, member=user))
    tick(notice, at)

    assert "Look for a new notice for the same work" in text(client.get(f"/en{DESK}"))


def test_the_desk_holds_where_a_mode_is_gone(client, user, monkeypatch):
    notice = published()
    place(notice, qualified_agency(notice, member=user))
    published()
    monkeypatch.delitem(modes._collected(), "random_draw")

    assert client.get(DESK).status_code == 200


def test_more_notices_and_answers_need_no_more_queries(client, user, at, django_assert_num_queries):
    items = [ServiceItemFactory(requires=[(CredentialTypeFactory(), "B")]) for _each in range(2)]
    agency = AgencyFactory(member=user, offers=items)

    def more():
        for item in items:
            published(items=[item])
        answered = published(items=[ServiceItemFactory()])
        agency_service = answered.lines.get().item
        agency.services.create(item=agency_service, price_minor=1, committed_days=5)
        place(answered, agency)

    more()
    with CaptureQueriesContext(connection) as asked:
        client.get(DESK)
    more()
    more()

    with django_assert_num_queries(len(asked)):
        client.get(DESK)


def test_the_desk_is_there_in_both_languages(client, user):
    qualified_agency(published(), member=user)
    invitation()

    assert [each.status_code for each in in_both_languages(client, DESK)] == [200, 200]


def test_the_desk_is_offered_to_people_of_an_agency_only(client, user):
    AgencyFactory(member=user)

    assert DESK in text(client.get("/desk/", follow=True))
    client.force_login(UserFactory())
    assert DESK not in text(client.get("/desk/", follow=True))
