"""The record of a notice in every state: as a page to its end, and as data."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.kernel.canonical import canonical, leaf_hash
from procurement import commands
from procurement.modes.registry import modes
from tests.factories import DAY, NOON, ServiceItemFactory, UserFactory
from tests.factories.agencies import AgencyFactory
from tests.factories.procurement import NoticeFactory, OwnerFactory
from tests.procurement.screens import (
    address,
    decided,
    in_both_languages,
    place,
    published,
    text,
    tick,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held(at):
    return at


def english(client, notice):
    return text(client.get("/en" + address(notice)))


def record_of(client, notice):
    response = client.get(address(notice, "record.json"))
    assert response.status_code == 200
    assert canonical(json.loads(response.content)) == response.content
    return json.loads(response.content)


# --- Without an award -----------------------------------------------------------------------


def test_a_notice_nobody_answered_tells_why_and_what_next(client, at):
    notice = tick(published(project__fiscal_bp=1), at)

    page = english(client, notice)

    assert "No valid answer came in; 3 were needed." in page
    assert "The owner may publish a new notice for the same work." in page
    assert "After a second failure for the same work direct selection is allowed." in page


def test_a_notice_with_too_few_answers_tells_how_many_came(client, at):
    notice = published(project__fiscal_bp=1)
    place(notice)
    place(notice)

    page = english(client, tick(notice, at))

    assert "2 valid answers came in; 3 were needed." in page
    assert "2 candidates" in page


def test_after_two_failures_direct_selection_is_named_and_both_notices_are_linked(client, at):
    first = tick(published(), at)
    later = first.closes_at + DAY
    at(NOON)
    second = published(owner=first.owner, project=first.project, follows=first, closes_at=later)
    tick(second, at)

    assert "Two notices for this work have failed" in english(client, second)
    assert f'href="/en{address(first)}"' in english(client, second)
    assert f'href="/en{address(second)}"' in english(client, first)


def test_only_the_owner_is_led_to_a_new_notice(client, at):
    user = UserFactory()
    notice = tick(published(owner=OwnerFactory(member=user)), at)

    assert "Publish it again" not in english(client, notice)
    client.force_login(user)
    assert "Publish it again" in english(client, notice)


def test_a_cancelled_notice_tells_the_owners_reason(client):
    notice = published()
    commands.cancel_notice(notice_id=notice.pk, reason="<方案> 调整", by=UserFactory(), at=NOON)

    page = english(client, notice)

    assert "This notice was cancelled by its owner" in page
    assert "&lt;方案&gt; 调整" in page
    assert "Answer this notice" not in page


# --- Whatever its state ---------------------------------------------------------------------


@pytest.fixture(params=["open", "selecting", "awarded", "failed", "cancelled"])
def notice(request, at):
    notice = published()
    if request.param == "cancelled":
        commands.cancel_notice(notice_id=notice.pk, reason="不做了", by=UserFactory(), at=NOON)
    elif request.param != "open":
        for _each in range(0 if request.param == "failed" else 2):
            place(notice)
        tick(notice, at, passes=2 if request.param == "selecting" else 4)
    notice.refresh_from_db()
    assert notice.state == request.param
    return notice


def test_a_notice_can_be_read_in_both_languages_in_every_state(client, notice):
    assert [page.status_code for page in in_both_languages(client, address(notice))] == [200, 200]


def test_a_notice_whose_mode_is_gone_can_still_be_read(client, notice, monkeypatch):
    assert "random_draw" in [mode.key for mode in modes]
    monkeypatch.delitem(modes._classes, "random_draw")

    page = english(client, notice)

    assert "which is not installed on this site any more" in page
    assert record_of(client, notice)["notice"] == notice.public_id
    assert client.get("/notices/").status_code == 200


def test_more_of_everything_needs_no_more_queries(client, at, django_assert_num_queries):
    small, large = notice_with(2), notice_with(4)  # several items may be a bundle
    with CaptureQueriesContext(connection) as asked:
        client.get(address(small))
    with django_assert_num_queries(len(asked)):
        client.get(address(large))

    place(small)
    for _each in range(3):
        place(large)
    tick(large, at, passes=5)
    with CaptureQueriesContext(connection) as asked:
        client.get(address(small))
    with django_assert_num_queries(len(asked)):
        client.get(address(large))


def notice_with(count):
    notice = NoticeFactory(items=ServiceItemFactory.create_batch(count))
    for _each in range(count):
        notice.avoidances.create(agency=AgencyFactory(), reason="亲属关系")
    return commands.publish_notice(notice_id=notice.pk, by=UserFactory(), at=NOON)


# --- The record as data ---------------------------------------------------------------------


def test_before_the_close_the_data_leave_out_the_answers_and_whatever_counts_them(client):
    notice = published()
    for _each in range(3):
        place(notice)

    record = record_of(client, notice)

    assert record["is_complete"] is False
    assert [event["kind"] for event in record["events"]] == ["notice.published"]
    assert "number" not in record["events"][0]


def test_the_data_and_the_page_show_one_fingerprint(client):
    notice = published()

    shown = client.get(address(notice)).context["fingerprint"]

    assert record_of(client, notice)["events"][0]["leaf_hash"] == shown


def test_a_cancelled_notice_never_tells_how_many_had_answered(client):
    notice = published()
    place(notice)
    commands.cancel_notice(notice_id=notice.pk, reason="不做了", by=UserFactory(), at=NOON)

    record = record_of(client, notice)

    assert [event["kind"] for event in record["events"]] == ["notice.published", "notice.cancelled"]
    assert record["events"][1]["leaf_hash"] is None
    assert "response." not in json.dumps(record)


def test_after_the_close_every_leaf_can_be_hashed_again(client, at):
    notice = decided(at)

    record = record_of(client, notice)

    kinds = [event["kind"] for event in record["events"]]
    assert record["is_complete"] is True
    assert kinds.count("response.placed") == 3
    assert [event["kind"] for event in record["draw_events"]] == ["draw.frozen", "draw.seeded"]
    for event in record["events"] + record["draw_events"]:
        told = event.pop("leaf_hash")
        assert leaf_hash(canonical(event)).hex() == told


def test_private_facts_never_leave_with_the_record(client, at):
    notice = decided(at, prices=[1_234_500, 1_234_600], mode_key="online_bidding")

    placed = [
        event for event in record_of(client, notice)["events"] if event["kind"] == "response.placed"
    ]

    assert [event["public"] for event in placed] == [{}, {}]
