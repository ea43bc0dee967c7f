"""Who hears of a notice: those who may answer, who answered, its owner, and who reviews."""

import pytest

from marketplace import clock
from marketplace.approvals.commands import refuse_approval, sign_approval
from marketplace.notifications.models import Mail, Notification
from marketplace.transaction import command
from procurement import commands
from procurement.commands.publishing import open_to_agencies
from procurement.models import Notice
from tests.approvals.deeds import ask
from tests.factories import DAY, HOUR, NOON, AgencyFactory, HallRulesFactory, UserFactory
from tests.factories.procurement import NoticeFactory, answer, qualified_agency
from tests.notifications.deeds import pass_on
from tests.notifications.hearing import member, told, words
from tests.procurement.reviews import handed_in

pytestmark = [pytest.mark.django_db]


def published(**columns):
    """Return a notice that has just been published, by the deed and with its event."""
    notice = NoticeFactory(**columns)
    HallRulesFactory(hall=notice.hall, min_answers_public=1, min_answers_private=1)
    with command():
        open_to_agencies(Notice.objects.locked(notice.pk), review="none", by=None, at=clock.now())
    notice.refresh_from_db()
    return notice


def candidate(notice):
    agency = qualified_agency(notice)
    return agency, member(agency.organisation)


def test_a_notice_is_told_to_who_may_answer_it_and_to_its_owner(at):
    notice = NoticeFactory()
    able, _other = candidate(notice)[1], candidate(notice)[1]
    unable = member(AgencyFactory().organisation)
    owner = member(notice.owner.organisation)
    HallRulesFactory(hall=notice.hall, min_answers_public=1, min_answers_private=1)
    with command():
        open_to_agencies(Notice.objects.locked(notice.pk), review="none", by=None, at=NOON)

    pass_on()

    assert told(able) == ["procurement.published notice.published"]
    assert told(owner) == ["procurement.own notice.published"]
    assert told(unable) == []
    assert "You may answer" in words(able)[0].title
    words(owner)


def test_nobody_is_told_late_of_a_notice_that_is_closed(at):
    notice = published()
    able = candidate(notice)[1]
    at(notice.closes_at)

    pass_on()

    assert told(able) == []


def test_who_is_told_of_a_longer_time_learns_nothing_about_who_answered(at):
    notice = published()
    agencies = [candidate(notice) for _each in range(3)]
    answer(notice, agencies[0][0])
    pass_on()
    commands.extend_notice(
        notice_id=notice.pk,
        closes_at=notice.closes_at + 3 * DAY,
        reason="图纸晚到。",
        by=UserFactory(),
        at=NOON + HOUR,
    )
    at(NOON + HOUR)

    pass_on()

    rows = Notification.objects.filter(topic="procurement.changed")
    assert {row.user for row in rows} == {user for _agency, user in agencies}
    assert len({str(row.facts) for row in rows}) == 1
    words(agencies[0][1])


def test_a_receipt_goes_to_the_agency_alone_and_by_no_mail(at):
    notice = published()
    (agency, own), (_other, rival) = candidate(notice), candidate(notice)
    owner = member(notice.owner.organisation)
    days = {line.pk: line.required_days for line in notice.lines.all()}
    commands.place_response(
        notice_id=notice.pk, agency_id=agency.pk, promised=days, by=own, at=NOON
    )
    commands.withdraw_response(notice_id=notice.pk, agency_id=agency.pk, by=own, at=NOON + HOUR)
    at(NOON + HOUR)

    pass_on()

    assert told(own, kind="response") == [
        "procurement.answers response.placed",
        "procurement.answers response.withdrawn",
    ]
    assert told(rival, kind="response") == told(owner, kind="response") == []
    receipts = Notification.objects.filter(topic="procurement.answers")
    assert set(receipts.values_list("mail", flat=True)) == {None}
    assert {str(mail.user) for mail in Mail.objects.all()} == {str(own), str(rival), str(owner)}
    words(own)


@pytest.mark.parametrize("answers", [0, 1])
def test_an_end_without_award_reaches_who_answered_and_the_owner(at, answers):
    notice = published()
    owner = member(notice.owner.organisation)
    (agency, user), (_other, idle) = candidate(notice), candidate(notice)
    if answers:
        answer(notice, agency)
    at(notice.closes_at)
    commands.close_notice(notice_id=notice.pk, at=clock.now())
    notice.refresh_from_db()
    if answers:
        agency.state, agency.state_reason = "suspended", "Late."
        agency.save()
        notice.responses.update(exclusion="agency.not_listed")
    commands.fail_notice(notice_id=notice.pk, at=clock.now())

    pass_on()

    assert told(user, kind="notice.failed") == ["procurement.results notice.failed"] * answers
    assert told(idle, kind="notice.failed") == []
    assert told(owner, kind="notice.failed") == ["procurement.own notice.failed"]
    words(owner)
    words(user)


def test_an_answer_that_does_not_count_at_the_close_is_told(at):
    notice = published()
    agency, user = candidate(notice)
    answer(notice, agency)
    agency.state, agency.state_reason = "suspended", "Late."
    agency.save()
    at(notice.closes_at)
    commands.close_notice(notice_id=notice.pk, at=clock.now())

    pass_on()

    assert told(user, kind="notice.closed") == ["procurement.results notice.closed"]
    assert "did not count" in words(user)[-1].title


def test_a_cancelled_notice_is_told_and_a_cancelled_draft_only_to_colleagues(at):
    notice, draft = published(), NoticeFactory()
    able = candidate(notice)[1]
    owner, author = member(draft.owner.organisation), member(draft.owner.organisation)
    for each in (notice, draft):
        commands.cancel_notice(notice_id=each.pk, reason="资金未到。", by=author, at=NOON + HOUR)
    at(NOON + HOUR)

    pass_on()

    assert told(able, kind="notice.cancelled") == ["procurement.changed notice.cancelled"]
    assert told(owner, kind="notice.cancelled") == ["procurement.own notice.cancelled"]
    assert told(author) == []
    assert words(able)[-1].text == "资金未到。"
    assert words(owner)[-1].url == "/en/desk/owner/notices/"


def test_reviewers_hear_of_what_is_handed_in_and_regulators_of_what_is_late(at):
    reviewer, regulator = UserFactory(review=True), UserFactory(regulator=True)
    notice = handed_in()
    owner = member(notice.owner.organisation)
    pass_on()
    at(notice.review_by)
    commands.settle_review(notice_id=notice.pk, at=clock.now())
    pass_on()
    commands.return_notice(notice_id=notice.pk, reason="缺图。", by=reviewer, at=clock.now())

    pass_on()

    assert told(reviewer) == ["procurement.reviews notice.submitted"]
    assert told(regulator) == ["procurement.overdue review.escalated"]
    assert told(owner) == ["procurement.own notice.returned"]
    for user in (reviewer, regulator, owner):
        words(user)


@pytest.mark.parametrize(
    ("deed", "kind"), [(sign_approval, "signed"), (refuse_approval, "refused")]
)
def test_signers_hear_of_a_request_and_who_asked_of_the_answer(at, deed, kind):
    asker, signer, stranger = UserFactory(vetting=True), UserFactory(vetting=True), UserFactory()
    approval = ask(asker)
    pass_on()
    deed(approval_id=approval.pk, by=signer, at=NOON, remark="Because.")

    pass_on()

    assert told(signer) == ["approvals.wanted approval.asked"]
    assert told(asker) == [f"approvals.decided approval.{kind}"]
    assert told(stranger) == []
    words(signer)
    words(asker)
