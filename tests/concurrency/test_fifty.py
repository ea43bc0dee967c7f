"""Fifty people press one button at one moment: what may happen once has happened once."""

import datetime as dt
from typing import NamedTuple

import pytest

from agencies import commands as agencies
from marketplace.approvals.commands import ask_approval, refuse_approval, sign_approval
from marketplace.models import Event
from procurement import commands as notices
from procurement.contracts import commands as contracts
from tests.concurrency.both_at_once import both_at_once
from tests.contracts import stories
from tests.contracts.stories import CLOSE, CONFIRMED, STARTED
from tests.factories import DAY, HOUR, NOON, HallFactory, ServiceItemFactory, UserFactory
from tests.factories.agencies import AgencyFactory, CredentialFactory
from tests.factories.procurement import NoticeFactory, answer, qualified_agency

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("fifty"),  # fifty connections at a time are enough for the server
]
FIFTY = 50
SECOND = dt.timedelta(seconds=1)


class Button(NamedTuple):
    """A deed, and the kind of event of which its stream must then have one more."""

    press: object
    stream: str
    kind: str


# --- an agency's way


def submits(user):
    agency = AgencyFactory(draft=True, offers=[ServiceItemFactory()])
    return Button(
        lambda: agencies.submit_application(agency_id=agency.pk, by=user, at=NOON),
        agency.stream,
        "agency.submitted",
    )


def approves(user):
    HallFactory()
    agency = AgencyFactory(in_vetting=True, offers=[ServiceItemFactory()])
    return Button(
        lambda: agencies.approve_application(agency_id=agency.pk, by=user, at=NOON),
        agency.stream,
        "agency.listed",
    )


def returns(user):
    agency = AgencyFactory(in_vetting=True)
    return Button(
        lambda: agencies.return_application(
            agency_id=agency.pk, reason="地址不全。", by=user, at=NOON
        ),
        agency.stream,
        "agency.returned",
    )


def lists(user):
    agency = AgencyFactory(publicity=True)
    at = NOON + 6 * DAY
    return Button(
        lambda: agencies.list_after_publicity(agency_id=agency.pk, at=at),
        agency.stream,
        "agency.listed",
    )


def suspends(user):
    agency = AgencyFactory()
    return Button(
        lambda: agencies.suspend_agency(
            agency_id=agency.pk, reason="两份报告超期。", by=user, at=NOON
        ),
        agency.stream,
        "agency.suspended",
    )


def reinstates(user):
    agency = AgencyFactory(suspended=True)
    return Button(
        lambda: agencies.reinstate_agency(agency_id=agency.pk, by=user, at=NOON),
        agency.stream,
        "agency.reinstated",
    )


def removes(user):
    agency = AgencyFactory()
    return Button(
        lambda: agencies.remove_agency(agency_id=agency.pk, reason="伪造证书。", by=user, at=NOON),
        agency.stream,
        "agency.removed",
    )


def revokes(user):
    credential = CredentialFactory()
    agency = credential.agency
    return Button(
        lambda: agencies.revoke_credential(
            agency_id=agency.pk, credential_id=credential.pk, reason="被吊销。", by=user, at=NOON
        ),
        agency.stream,
        "credential.revoked",
    )


# --- a notice's way


def publishes(user):
    notice = NoticeFactory()
    return Button(
        lambda: notices.publish_notice(notice_id=notice.pk, by=user, at=NOON),
        notice.stream,
        "notice.published",
    )


def cancels(user):
    notice = NoticeFactory(open=True)
    return Button(
        lambda: notices.cancel_notice(notice_id=notice.pk, reason="项目取消。", by=user, at=NOON),
        notice.stream,
        "notice.cancelled",
    )


def answers(user):
    notice = NoticeFactory(open=True)
    agency = qualified_agency(notice)
    promised = {line.pk: line.required_days for line in notice.lines.all()}
    return Button(
        lambda: notices.place_response(
            notice_id=notice.pk, agency_id=agency.pk, promised=promised, by=user, at=NOON
        ),
        notice.stream,
        "response.placed",
    )


def takes_back(user):
    notice = NoticeFactory(open=True)
    agency = answer(notice).agency
    return Button(
        lambda: notices.withdraw_response(
            notice_id=notice.pk, agency_id=agency.pk, by=user, at=NOON
        ),
        notice.stream,
        "response.withdrawn",
    )


def closes(user):
    notice = NoticeFactory(open=True)
    return Button(
        lambda: notices.close_notice(notice_id=notice.pk, at=CLOSE),
        notice.stream,
        "notice.closed",
    )


def fails(user):
    notice = NoticeFactory(open=True)
    notices.close_notice(notice_id=notice.pk, at=CLOSE)
    return Button(
        lambda: notices.fail_notice(notice_id=notice.pk, at=CLOSE),
        notice.stream,
        "notice.failed",
    )


# --- a service's way


def _service(engagement, press, kind):
    return Button(press, engagement.notice.stream, kind)


def confirms(user):
    made = stories.awarded()
    return _service(
        made,
        lambda: contracts.confirm_award(engagement_id=made.pk, by=user, at=CONFIRMED),
        "award.confirmed",
    )


def declines(user):
    made = stories.awarded(answers=2)
    return _service(
        made,
        lambda: contracts.decline_award(
            engagement_id=made.pk, reason="人手不足。", by=user, at=CONFIRMED
        ),
        "award.skipped",
    )


def passes_over(user):
    made = stories.awarded(answers=2)
    at = made.confirm_by + 15 * SECOND
    return _service(
        made, lambda: contracts.skip_silent(engagement_id=made.pk, at=at), "award.skipped"
    )


def files(user):
    made = stories.confirmed()
    arguments = stories.contract(made)
    return _service(made, lambda: contracts.file_contract(**arguments), "contract.filed")


def starts(user):
    made = stories.contracted()
    return _service(
        made,
        lambda: contracts.start_service(
            engagement_id=made.pk, papers=[stories.paper()], by=user, at=STARTED
        ),
        "service.started",
    )


def pauses(user):
    made = stories.started()
    at = STARTED + DAY
    return _service(made, lambda: stories.paused(made, at, by=user), "service.paused")


def resumes(user):
    made = stories.started()
    stories.paused(made, STARTED + DAY)
    at = STARTED + 3 * DAY
    return _service(
        made,
        lambda: contracts.resume_service(engagement_id=made.pk, by=user, at=at),
        "service.resumed",
    )


def decides_extension(user):
    made = stories.started()
    asked = contracts.ask_extension(
        engagement_id=made.pk, days=2, reason="雨季。", by=user, at=STARTED + DAY
    )
    at = STARTED + DAY + HOUR
    return _service(
        made,
        lambda: contracts.decide_extension(
            extension_id=asked.pk, granted=True, remark="同意。", by=user, at=at
        ),
        "extension.granted",
    )


def delivers(user):
    made = stories.started()
    at = STARTED + 3 * DAY
    return _service(
        made,
        lambda: contracts.submit_deliverable(
            engagement_id=made.pk, document=stories.paper(), by=user, at=at
        ),
        "deliverable.submitted",
    )


def accepts(user):
    made = stories.delivered(stories.started(), STARTED + 3 * DAY)
    at = STARTED + 4 * DAY
    return _service(
        made,
        lambda: contracts.accept_deliverable(engagement_id=made.pk, by=user, at=at),
        "deliverable.accepted",
    )


# --- a second signature


def signs(user):
    asked = _asked()
    signer = UserFactory(vetting=True)
    return Button(
        lambda: sign_approval(approval_id=asked.pk, by=signer, at=NOON), "bell:1", "bell.rung"
    )


def refuses(user):
    asked = _asked()
    signer = UserFactory(vetting=True)
    return Button(
        lambda: refuse_approval(approval_id=asked.pk, remark="不同意。", by=signer, at=NOON),
        asked.log_stream,
        "approval.refused",
    )


def _asked():
    user = UserFactory(vetting=True)
    return ask_approval(
        kind="plugin.bell", stream="bell:1", facts={"times": 1}, reason="到点了。", by=user, at=NOON
    )


BUTTONS = [
    submits, approves, returns, lists, suspends, reinstates, removes, revokes,
    publishes, cancels, answers, takes_back, closes, fails,
    confirms, declines, passes_over, files, starts, pauses, resumes, decides_extension,
    delivers, accepts,
    signs, refuses,
]  # fmt: skip


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.__name__)
def test_fifty_at_once_have_one_effect(button, at):
    deed = button(UserFactory())
    before = Event.objects.of(deed.stream).filter(kind=deed.kind).count()

    results = both_at_once(*[deed.press] * FIFTY)

    assert Event.objects.of(deed.stream).filter(kind=deed.kind).count() == before + 1
    refused = [each for each in results if isinstance(each, str)]
    assert len(refused) in (FIFTY - 1, 0)  # told why, or answered like the first
