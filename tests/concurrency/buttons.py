"""What fifty people press: a deed of an agency, of a notice, or of a second signature."""

from typing import NamedTuple

from agencies import commands as agencies
from marketplace.approvals.commands import ask_approval, refuse_approval, sign_approval
from procurement import commands as notices
from tests.contracts.stories import CLOSE
from tests.factories import DAY, NOON, HallFactory, ServiceItemFactory, UserFactory
from tests.factories.agencies import AgencyFactory, CredentialFactory
from tests.factories.procurement import NoticeFactory, answer, qualified_agency


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
    signs, refuses,
]  # fmt: skip
