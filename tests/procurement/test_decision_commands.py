"""The close and the decision: the clock takes one step at a time."""

import pytest

from agencies.commands import suspend_agency
from marketplace.models import Event
from procurement import commands
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    UserFactory,
)
from tests.factories.procurement import (
    NoticeFactory,
    answer,
    qualified_agency,
)
from tests.procurement.refused import refused

pytestmark = pytest.mark.django_db
CLOSE = NOON + 2 * DAY


@pytest.fixture
def user(at):
    return UserFactory()


def close(notice, at=CLOSE):
    return commands.close_notice(notice_id=notice.pk, at=at)


def test_closing_names_every_candidate_and_checks_again_who_qualifies(user):
    notice = NoticeFactory(open=True)
    stays, falls = qualified_agency(notice), qualified_agency(notice)
    answer(notice, stays)
    answer(notice, falls)
    suspend_agency(agency_id=falls.pk, reason="报告造假", by=user, at=NOON)

    close(notice)

    facts = Event.objects.of(notice.stream).last().facts
    assert facts == {
        "candidates": [stays.public_id],
        "excluded": [{"agency": falls.public_id, "reason": "agency.not_listed"}],
    }
    assert notice.responses.valid().get().agency == stays


def test_a_notice_is_not_closed_early_or_twice(user):
    notice = NoticeFactory(open=True)
    refused(r"notice\.too_early", close, notice=notice, at=CLOSE - HOUR)
    close(notice)

    refused(r"notice\.wrong_state", close, notice=notice)


def test_too_few_valid_answers_end_in_failure_and_not_in_a_selection(user):
    notice = NoticeFactory(open=True, open__min_answers=3)
    answer(notice)
    answer(notice)
    close(notice)

    refused(r"notice\.too_few_answers", commands.begin_selection, notice_id=notice.pk, at=CLOSE)
    failed = commands.fail_notice(notice_id=notice.pk, at=CLOSE)

    assert (failed.state, failed.failure) == ("failed", "too_few_answers")
    assert Event.objects.of(notice.stream).last().facts == {
        "reason": "too_few_answers",
        "valid_answers": 2,
        "min_answers": 3,
    }


def test_a_notice_with_enough_answers_does_not_fail(user):
    notice = NoticeFactory(open=True)
    answer(notice)
    close(notice)

    refused(r"notice\.has_answers", commands.fail_notice, notice_id=notice.pk, at=CLOSE)


def test_nothing_is_awarded_while_the_seed_is_not_there(user):
    notice = NoticeFactory(open=True)
    answer(notice)
    close(notice)
    commands.begin_selection(notice_id=notice.pk, at=CLOSE)

    refused(r"draw\.pending", commands.award_notice, notice_id=notice.pk, at=CLOSE)


def test_a_mode_whose_rules_changed_since_publication_does_not_decide(user, monkeypatch):
    notice = NoticeFactory(open=True)
    answer(notice)
    close(notice)
    commands.begin_selection(notice_id=notice.pk, at=CLOSE)
    monkeypatch.setattr(type(notice.mode), "version", 2)

    refused(r"mode\.changed", commands.award_notice, notice_id=notice.pk, at=CLOSE)
