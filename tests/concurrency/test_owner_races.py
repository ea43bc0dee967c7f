"""One-time deeds of owners and operators at the same moment: exactly one has an effect."""

import pytest
from django.db import IntegrityError

from marketplace.models import Event
from procurement import commands
from procurement.models import DeadlineExtension, Reply
from tests.concurrency.both_at_once import both_at_once
from tests.factories import DAY, NOON, UserFactory
from tests.factories.procurement import NoticeFactory, OwnerFactory, qualified_agency

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
CLOSE = NOON + 2 * DAY


def test_an_application_is_verified_or_returned_and_never_both(at):
    owner = OwnerFactory(state="applied", verified_at=None)
    who = [UserFactory(vetting=True) for _number in range(50)]

    results = both_at_once(
        *(
            lambda by=by: commands.verify_owner(owner_id=owner.pk, by=by, at=NOON).state
            for by in who[:25]
        ),
        *(
            lambda by=by: commands.return_owner(owner_id=owner.pk, reason="x", by=by, at=NOON).state
            for by in who[25:]
        ),
    )

    assert results.count("owner.not_waiting") == 49
    assert Event.objects.of(owner.stream).count() == 1


def test_a_question_has_one_answer(at):
    notice = NoticeFactory(open=True)
    agency, by = qualified_agency(notice), UserFactory()
    commands.ask_question(notice_id=notice.pk, agency_id=agency.pk, text="？", by=by, at=NOON)

    def answer(text):
        told = {"notice_id": notice.pk, "number": 1, "by": by, "at": NOON}
        return lambda: commands.answer_question(text=text, **told).text

    results = both_at_once(*(answer(f"{number}") for number in range(50)))

    assert results.count("question.answered") == 49
    assert Reply.objects.count() == 1


def test_a_close_is_postponed_once_from_where_it_stood(at):
    notice, by = NoticeFactory(open=True), UserFactory()

    def extend():
        told = {"notice_id": notice.pk, "by": by, "at": NOON, "reason": "x"}
        return commands.extend_notice(closes_at=CLOSE + DAY, **told).to_at

    results = both_at_once(*[extend] * 50)

    assert results.count("extension.window") == 49
    assert DeadlineExtension.objects.count() == 1


def test_without_the_lock_the_last_net_is_the_database(at, monkeypatch):
    """The twin: two answers to one question, both having read that there is none."""
    notice = NoticeFactory(open=True)
    agency, by = qualified_agency(notice), UserFactory()
    question = commands.ask_question(
        notice_id=notice.pk, agency_id=agency.pk, text="？", by=by, at=NOON
    )
    Reply.objects.create(question=question, text="x", replied_by=by, replied_at=NOON)

    with pytest.raises(IntegrityError):
        Reply.objects.create(question=question, text="y", replied_by=by, replied_at=NOON)
