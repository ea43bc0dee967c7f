"""Notices and drafts in the states that ask somebody for something."""

import itertools
from contextlib import contextmanager
from datetime import datetime, timedelta

from agencies.models import Agency
from marketplace import clock
from marketplace.commands import adopt_rules
from marketplace.models import Hall
from marketplace.project.demo.accounts import INVITED_AGENCY
from marketplace.project.demo.chance import Chance
from marketplace.project.demo.owners import Clients
from marketplace.project.demo.scripts import BIDDING, DIRECT, Script
from marketplace.project.demo.selection import Selection
from marketplace.project.demo.timeline import Timeline
from procurement import commands
from procurement.models import Notice
from procurement.presentation.owner_desk import desk_of

from .people import by, clerk

number = itertools.count(1)
HOUR = timedelta(hours=1)
DRAFTED = 3  # steps of a selection's story; the fourth publishes


@contextmanager
def telling(at: datetime):
    """Give a timeline whose time is the clock's for whatever is told on it."""
    timeline = Timeline(start=at)
    with clock.using(now=lambda: timeline.now, offset=timedelta):
        yield timeline


def selection_of(
    *, mode: str = BIDDING, item: str = "CST-01", ceiling: int = 142_000, answers: int = 0, **more
) -> Selection:
    """Return a notice to be, of the owner with private money."""
    script = Script(f"row-{next(number)}", mode, "parts", {item: ceiling}, answers, 0, 0, **more)
    chance = Chance("rows", script.key, str(Notice.objects.count()))
    return Selection(script, clients=Clients.found(), chance=chance, spares_visitors=True)


def published(*, begun: float, closes: float, answers: int = 0, mode: str = BIDDING) -> dict:
    """Publish a notice some hours ago that closes in some hours; agencies answer meanwhile."""
    now = clock.now()
    selection = selection_of(mode=mode, answers=answers)
    with telling(now - begun * HOUR) as timeline:
        timeline.tell(selection.publish(now + closes * HOUR))
        list(timeline.run(until=now - (begun - 1) * HOUR))
        timeline.tell(selection.answer(now))
        list(timeline.run(until=now))
    return _told(selection)


def invitation() -> dict:
    """Publish a notice now that invites the agency of an account."""
    more = {"mode": DIRECT, "item": "EIA-02", "ceiling": 29_800, "invites": INVITED_AGENCY}
    selection = selection_of(**more)
    with telling(clock.now() - HOUR) as timeline:
        timeline.tell(selection.publish(timeline.now))
        list(timeline.run(until=timeline.now + HOUR))
    return _told(selection)


def draft(*, closes: float = 100, review: str = "") -> dict:
    """Make a draft to which nothing is missing; hand it in for review, perhaps return it."""
    selection = selection_of()
    closes_at = clock.now() + closes * HOUR
    story = selection.publish(closes_at)
    for _step in range(DRAFTED):
        next(story)
    notice, own = selection.notice, by(selection.user)
    if review:
        commands.submit_notice(notice_id=notice.pk, **own)
    if review == "returned":
        remark = "请补充踏勘安排。"
        commands.return_notice(notice_id=notice.pk, reason=remark, **by(clerk()))
    return _told(selection)


def reviewing(*, is_on: bool) -> None:
    """Have the hall review notices before they are published, or no longer."""
    hall = Hall.objects.current()
    if hall.rules.reviews_notices != is_on:
        adopt_rules(hall_id=hall.pk, reviews_notices=is_on, **by(clerk()))


def fill_review(*, count: int) -> None:
    """Hand drafts in until so many wait for their review."""
    while Notice.objects.in_review().count() < count:
        draft(review="submitted")


def clear_review(*, leave: int) -> None:
    """Return the notices that wait for their review, but for some."""
    for notice in list(Notice.objects.in_review())[leave:]:
        commands.return_notice(notice_id=notice.pk, reason="请补充。", **by(clerk()))


def failed() -> dict:
    """Find an owner with a failed notice that nobody has announced again."""
    owners = {client.owner: client.user for client in Clients.found().of_project.values()}
    for owner, user in owners.items():
        for task in desk_of(owner, at=clock.now()).tasks:
            if task.kind == "notices.failed":
                return {"id": task.url.partition("follows=")[2], "email": user.email}
    raise LookupError("no notice has failed")


def question(*, notice: str) -> None:
    """Have an agency ask about a notice."""
    found = Notice.objects.get(public_id=notice)
    agency = Agency.objects.listed().exclude(organisation=found.owner.organisation).first()
    asking = {"agency_id": agency.pk, "text": "现场踏勘在什么时候？"}
    commands.ask_question(
        notice_id=found.pk, **asking, **by(agency.organisation.members.earliest("pk"))
    )


def _told(selection: Selection) -> dict:
    """Return a notice, its owner's address, and who has answered it."""
    notice = selection.notice
    answered = Agency.objects.filter(responses__notice=notice).order_by("pk")
    return {
        "id": notice.public_id,
        "email": selection.user.email,
        "agencies": [
            {"id": each.public_id, "email": each.organisation.members.earliest("pk").email}
            for each in answered
        ],
    }
