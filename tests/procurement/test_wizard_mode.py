"""Step 3: which modes are open to a draft, what they ask for, and the close."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.models import Event
from marketplace.notation import BEIJING
from procurement.models import Notice
from procurement.outlook import usual_close
from tests.factories import DAY, HOUR, NOON, HallRulesFactory
from tests.factories.procurement import NoticeFactory

from .owner_pages import BROKEN_TEXTS, large, option, small, step

pytestmark = pytest.mark.django_db
TUESDAY_AT_FIVE = dt.datetime(2026, 3, 3, 17, tzinfo=BEIJING)


@pytest.fixture
def owner(owner_again):
    return owner_again


@pytest.fixture
def client(owners_browser):
    return owners_browser


def send(client, notice, mode="random_draw", *, day="2026-03-04", time="17:00", **changes):
    data = {"mode": mode, f"{mode}-closes_at_0": day, f"{mode}-closes_at_1": time, "do": "next"}
    return client.post(step("mode", notice), data | changes)


def test_every_registered_mode_is_explained(client, owner):
    response = client.get(f"/en{step('mode', small(owner))}")

    page = response.content.decode()
    for each in response.context["modes"].options:
        assert str(each.label) in page
        assert str(each.text) in page
    assert [each.value for each in response.context["modes"].options] == [
        "random_draw",
        "median_price",
        "online_bidding",
        "direct_selection",
    ]


@pytest.mark.parametrize("key", ["random_draw", "online_bidding", "median_price"])
def test_a_mode_and_its_close_are_stored(key, client, owner):
    notice = small(owner)

    response = send(client, notice, key)

    notice.refresh_from_db()
    assert response.url == step("review", notice)
    assert (notice.mode_key, notice.mode_params) == (key, {})
    assert notice.closes_at == dt.datetime(2026, 3, 4, 17, tzinfo=BEIJING)


def test_full_width_digits_are_read_in_the_close(client, owner):
    notice = small(owner)

    send(client, notice, day="２０２６-０３-０４", time="１７：００")

    notice.refresh_from_db()
    assert notice.closes_at == dt.datetime(2026, 3, 4, 17, tzinfo=BEIJING)


@pytest.mark.parametrize(
    "changes",
    [
        {"day": "2026-03-01"},
        {"day": "2026-03-02", "time": "12:00"},
        {"day": "2026-03-03", "time": "11:59"},
        {"day": "2026-05-02"},
        {"day": "9999-12-31"},
        {"day": "2026-02-30"},
        {"day": "٢٠٢٦-٠٣-٠٤"},
        {"time": "25:00"},
        {"day": ""},
        {"time": ""},
        {"day": "", "time": ""},
        {"day": "tomorrow"},
        {"day": "x" * 10_000},
        {"day": BROKEN_TEXTS[0]},
        {"day": SimpleUploadedFile("day.txt", b"2026-03-04")},
    ],
    ids=repr,
)
def test_a_close_that_does_not_do_is_told(changes, client, owner):
    notice, before = small(owner), Event.objects.count()

    response = send(client, notice, **changes)

    notice.refresh_from_db()
    assert response.status_code == 422
    assert option(response, "random_draw").form.errors
    assert notice.mode_key == ""
    assert Event.objects.count() == before


@pytest.mark.parametrize("key", ["", "no_such_mode", "\x00", "x" * 10_000])
def test_an_unknown_mode_is_told(key, client, owner):
    response = client.post(step("mode", small(owner)), {"mode": key})

    assert response.status_code == 422
    assert list(response.context["modes"].choice.errors) == ["mode"]


# --- The usual close


@pytest.mark.parametrize(
    ("now", "close"),
    [
        (NOON, TUESDAY_AT_FIVE),
        (NOON + 6 * HOUR, TUESDAY_AT_FIVE + DAY),  # 18:00: Tuesday at five is too near
        (NOON + 4 * DAY, dt.datetime(2026, 3, 9, 17, tzinfo=BEIJING)),  # Friday: Monday
    ],
)
def test_the_usual_close_is_five_on_the_next_working_day_that_leaves_time(now, close, at):
    assert usual_close(HallRulesFactory(), at=now) == close


def test_the_page_proposes_the_usual_close_and_says_what_is_possible(client, owner):
    notice = small(owner, closes_at=None)

    response = client.get(f"/en{step('mode', notice)}")

    assert option(response, "random_draw").form.initial["closes_at"] == TUESDAY_AT_FIVE
    assert "Not before Tue 3 Mar 2026, 12:00:00" in response.content.decode()
    assert "not after Fri 1 May 2026, 12:00:00" in response.content.decode()


# --- A notice for the same work


def test_the_mode_of_the_earlier_notice_is_suggested_and_as_many_working_days(client, owner):
    opened = {"open": True, "open__at": NOON - 5 * DAY, "closes_at": NOON - 3 * DAY}  # 2 worked
    earlier = NoticeFactory(owner=owner, mode_key="online_bidding", **opened)
    Notice.objects.filter(pk=earlier.pk).update(state="failed", failure="no_answers")
    notice = large(owner, follows=earlier)

    response = client.get(step("mode", notice))

    suggested = option(response, "online_bidding")
    assert (suggested.checked, option(response, "random_draw").checked) == (True, False)
    assert suggested.form.initial["closes_at"] == NOON + 2 * DAY


def test_a_close_that_the_rules_do_not_allow_is_not_suggested(client, owner):
    opened = {"open": True, "open__at": NOON - 90 * DAY, "closes_at": NOON - HOUR}
    earlier = NoticeFactory(owner=owner, **opened)
    Notice.objects.filter(pk=earlier.pk).update(state="failed", failure="no_answers")
    notice, fresh = large(owner, follows=earlier), large(owner)

    told = [option(client.get(step("mode", each)), "random_draw") for each in (notice, fresh)]

    assert told[0].form.initial["closes_at"] == told[1].form.initial["closes_at"]


# --- Order


def test_the_mode_comes_after_the_terms(client, owner):
    notice = small(owner)
    notice.lines.update(ceiling_minor=None)

    assert client.get(step("mode", notice)).url == step("terms", notice)
    assert send(client, notice).url == step("terms", notice)
    assert client.get(step("review", notice)).url == step("terms", notice)
