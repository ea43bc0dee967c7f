"""Services under contract at the points of their course at which they wait for somebody."""

from datetime import timedelta

from django.utils import timezone

from marketplace import clock
from marketplace.project.demo.accounts import INVITED_AGENCY
from marketplace.project.demo.days import moment, worked_before
from marketplace.project.demo.scripts import DIRECT
from marketplace.project.demo.services import EXTENSION_REASON, Service
from marketplace.project.demo.sheets import sheet
from marketplace.project.demo.timeline import Story
from procurement import commands as notices
from procurement.conf import close_grace
from procurement.contracts import commands
from procurement.contracts.models import Engagement
from procurement.contracts.presentation.board import running

from .machinery import the_clock_stands
from .notices import selection_of, telling
from .people import by, clerk

LONG_AGO = 50  # working days: all that is told here has room in them
FORM = {"item": "EIA-02", "ceiling": 29_800, "invites": INVITED_AGENCY}
SURVEY = {"mode": DIRECT, "item": "SUR-02", "ceiling": 4_000, "answers": 1, "days": 100}


def overdue() -> dict:
    """Have a service whose days are over."""
    return _told(_at_work)


def undecided() -> dict:
    """Have a service whose agency has asked for more days, and has no answer for a week."""
    return _told(_at_work, _asks_for_days)


def unsigned() -> dict:
    """Have a confirmed award for which the owner hands no contract in."""
    return _told(Service.confirm, began=12)


def offered() -> dict:
    """Have an award that the agency of an account has not confirmed."""
    return _told(began=2, **FORM)


def asked_to_skip() -> dict:
    """Have a clerk ask that an agency be passed over."""
    told = offered()
    engagement = Engagement.objects.standing().get(notice__public_id=told["id"])
    commands.ask_skip(engagement_id=engagement.pk, reason="书面放弃。", **by(clerk()))
    return told


def deliver_overdue() -> None:
    """Have all agencies that are late deliver."""
    for engagement in running(clock.now()).filter(colour="red", delivered_at=None):
        commands.submit_deliverable(
            engagement_id=engagement.pk,
            document=sheet("成果报告.pdf", engagement.notice.public_id),
            remark="",
            **by(engagement.agency.organisation.members.earliest("pk")),
        )


def _told(*steps, began: int = LONG_AGO, **bought) -> dict:
    """Select an agency directly, so many working days ago, and tell on from there."""
    now = clock.now()
    today = timezone.localdate(now)
    selection = selection_of(**SURVEY | bought)
    with the_clock_stands(), telling(moment(worked_before(today, began), 9)) as timeline:
        timeline.tell(_story(selection, today, steps))
        list(timeline.run(until=now))
    engagement = Engagement.objects.standing().get(notice=selection.notice)
    return {
        "id": selection.notice.public_id,
        "owner": selection.user.email,
        "agency": engagement.agency.organisation.members.earliest("pk").email,
        "price": f"{engagement.price.minor / 100:.2f}",
        "days": str(engagement.promised_days),
    }


def _story(selection, today, steps) -> Story:
    yield from selection.publish(clock.now())
    yield from selection.answer(selection.notice.closes_at)
    yield selection.notice.closes_at + close_grace()
    notice = {"notice_id": selection.notice.pk, "at": clock.now()}
    notices.close_notice(**notice)
    notices.begin_selection(**notice)
    notices.award_notice(**notice)
    service = Service(selection.notice, owner=selection.user, today=today)
    for step in steps:
        yield from step(service)


def _at_work(service: Service) -> Story:
    yield from service.confirm()
    yield from service.sign()
    yield from service.start(-service.promised - 8)


def _asks_for_days(service: Service) -> Story:
    yield clock.now() + timedelta(days=2)
    engagement = service.engagement
    user = engagement.agency.organisation.members.earliest("pk")
    commands.ask_extension(engagement_id=engagement.pk, days=5, reason=EXTENSION_REASON, **by(user))
