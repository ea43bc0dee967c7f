"""The last step in a hall that reviews notices: hand in, wait, and change what was returned."""

import datetime as dt

import pytest
from django.urls import reverse

from marketplace.models import Event
from procurement import commands
from procurement.models import Notice
from tests.factories import DAY, HOUR, NOON, HallRulesFactory, UserFactory
from tests.factories.procurement import qualified_agency

from .owner_pages import step, told
from .reviews import reviewed_draft

pytestmark = pytest.mark.django_db
STEPS = ("services", "terms", "mode")


@pytest.fixture
def owner(owner_again):
    return owner_again


@pytest.fixture
def client(owners_browser):
    return owners_browser


@pytest.fixture
def notice(owner):
    notice = reviewed_draft(owner)
    qualified_agency(notice)
    return notice


def hand_in(client, notice):
    return client.post(step("review", notice), {"do": "hand_in"})


def english(client, notice):
    return client.get(f"/en{step('review', notice)}").content.decode()


def test_the_last_step_says_who_publishes_and_until_when(client, notice):
    page = english(client, notice)

    assert 'value="hand_in"' in page
    assert 'value="publish"' not in page
    assert "Until Wed 4 Mar 2026, 00:00:00 Beijing time" in page
    assert "or returns it with a reason" in page


def test_a_deadline_in_a_year_without_published_holidays_carries_a_warning(client, owner, at):
    at(dt.datetime(2026, 12, 31, 4, tzinfo=dt.UTC))
    notice = reviewed_draft(owner, closes_at=at.moment + 9 * DAY)

    assert "the holidays of 2027 yet" in english(client, notice)


def test_the_owner_hands_it_in_and_reads_what_happens_next(client, notice):
    response = hand_in(client, notice)

    assert response.url == step("review", notice)
    assert len(told(response)) == 1
    assert Notice.objects.get(pk=notice.pk).state == "in_review"
    page = english(client, notice)
    assert "A reviewer is reading this notice" in page
    assert "by Wed 4 Mar 2026, 00:00:00 Beijing time" in page
    assert "the regulator is told" in page
    assert "<button" not in page.split('aria-label="Review"')[1].split("</section>")[0]


def test_where_silence_counts_as_passed_the_page_says_so(client, owner):
    notice = reviewed_draft(owner, overdue="pass")
    hand_in(client, notice)

    assert "it is published by itself" in english(client, notice)


def test_the_second_click_hands_nothing_in_again(client, notice):
    hand_in(client, notice)

    assert hand_in(client, notice).url == step("review", notice)
    assert Event.objects.filter(kind="notice.submitted").count() == 1


@pytest.mark.parametrize("name", STEPS)
def test_in_review_every_step_leads_to_the_last_and_stores_nothing(client, notice, name):
    hand_in(client, notice)

    shown, sent = client.get(step(name, notice)), client.post(step(name, notice), {"do": "next"})

    assert shown.url == step("review", notice)
    assert sent.status_code == 409
    assert "notice.in_review" in sent.content.decode()


def test_publishing_past_the_reviewer_is_refused_and_leads_to_the_right_button(client, notice):
    response = client.post(step("review", notice), {"do": "publish"})

    page = response.content.decode()
    assert response.status_code == 422
    assert response.context["refusal"].code == "notice.needs_review"
    assert 'value="hand_in">' in page  # and it is not disabled
    assert Notice.objects.get(pk=notice.pk).state == "draft"


def test_handing_in_where_nobody_reviews_any_more_leads_to_the_right_button(client, notice):
    HallRulesFactory(hall=notice.hall, reviews_notices=False)

    response = hand_in(client, notice)

    assert response.status_code == 422
    assert response.context["refusal"].code == "notice.no_review"
    assert 'value="publish">' in response.content.decode()


def test_a_close_right_after_the_review_is_seen_before_and_refused_after(client, owner):
    notice = reviewed_draft(owner, closes_at=NOON + 36 * HOUR)

    page, response = client.get(step("review", notice)), hand_in(client, notice)

    assert page.context["refusal"].code == "notice.close_before_review"
    assert response.status_code == 422
    assert response.context["refusal"].code == "notice.close_before_review"


def test_the_usual_close_leaves_time_for_the_review(client, owner):
    notice = reviewed_draft(owner, closes_at=None)

    page = client.get(step("mode", notice)).content.decode()

    assert 'value="2026-03-05"' in page  # Monday, a day of review, 24 hours, then office hours


def test_what_was_returned_shows_the_reason_on_every_step_and_can_be_handed_in(client, notice):
    hand_in(client, notice)
    commands.return_notice(
        notice_id=notice.pk, reason="请补充范围", by=UserFactory(review=True), at=NOON
    )

    for name in (*STEPS, "review"):
        assert "请补充范围" in client.get(step(name, notice)).content.decode()
    hand_in(client, notice)

    assert Notice.objects.get(pk=notice.pk).state == "in_review"


def test_the_desk_shows_state_and_deadline_and_what_the_reviewer_asks(client, notice):
    desk = reverse("procurement:owner_desk")
    hand_in(client, notice)
    waiting = client.get(f"/en{desk}")
    commands.return_notice(
        notice_id=notice.pk, reason="Say what the work is.", by=UserFactory(review=True), at=NOON
    )
    returned = client.get(f"/en{desk}").content.decode()

    assert "to be reviewed by" in waiting.content.decode()
    assert waiting.context["desk"].tasks == []
    assert "The reviewer asks for a change: Say what the work is." in returned


def test_what_is_in_review_can_be_discarded(client, notice):
    hand_in(client, notice)

    client.post(reverse("procurement:cancel_notice", args=[notice.public_id]))

    assert Notice.objects.get(pk=notice.pk).state == "cancelled"
