"""The notices of a city of any size, from their projects to the services that came of them."""

from __future__ import annotations

import datetime as dt

from marketplace.models import HallRules, Region, ServiceItem
from procurement.contracts.models import Engagement
from procurement.models import (
    Award,
    FundSource,
    Notice,
    NoticeLine,
    NoticeRequirement,
    Project,
    Promise,
    Response,
)
from tests.bench.crowd_words import DAY, notice_words, store

ANSWERS = 3


def notices_of(count: int, firms, owners, at: dt.datetime) -> None:
    """Write notices in every state and, where there are firms, their answers and what followed."""
    rules, region = HallRules.objects.get(), Region.objects.first()
    items = list(ServiceItem.objects.prefetch_related("required_credentials").order_by("pk"))
    projects = store(
        Project,
        (
            Project(
                public_id=f"P2026-{number + 1:06}",
                owner=owners[number % len(owners)],
                code=f"2603-990100-04-01-{number:06}",
                region=region,
                investment_minor=1_000_000_000,
                **notice_words(number),
            )
            for number in range(count)
        ),
    )
    store(FundSource, (FundSource(project=each, kind="enterprise", share_bp=10_000)
                        for each in projects))  # fmt: skip
    notices = store(Notice, (_notice(number, project, rules, at)
                              for number, project in enumerate(projects)))  # fmt: skip
    lines = store(NoticeLine, (_line(notice, items[number % len(items)])
                                for number, notice in enumerate(notices)))  # fmt: skip
    store(NoticeRequirement, _requirements(lines))
    if firms:
        _answers(lines, firms)


STATES = ("open", *["accepted"] * 11, *["in_service"] * 2, "awarded", "confirmed", "delivered",
          "failed", "failed", "cancelled")  # fmt: skip


def _notice(number: int, project: Project, rules: HallRules, at: dt.datetime) -> Notice:
    state = STATES[number % len(STATES)]
    ended = at - (1 + number % 300) * DAY
    closes_at = at + (1 + number % 9) * DAY if state == "open" else ended
    return Notice(
        public_id=f"N2026-{number + 1:06}",
        hall=rules.hall,
        rules=rules,
        owner=project.owner,
        project=project,
        scope="按委托书完成。",
        complaint_phone="0000-1",
        mode_key="online_bidding" if number % 3 else "random_draw",
        mode_version=1,
        ceiling_minor=4_000_000,
        fiscal_share_bp=0,
        min_answers=1,
        published_at=closes_at - (5 + number % 5) * DAY - (5 * DAY if state == "open" else 0 * DAY),
        closes_at=closes_at,
        closed_at=None if state == "open" else closes_at,
        failure="no_answers" if state == "failed" else "",
        state=state,
    )


def _line(notice: Notice, item: ServiceItem) -> NoticeLine:
    return NoticeLine(
        notice=notice,
        place=1,
        item=item,
        ceiling_minor=notice.ceiling_minor,
        standard_days=item.standard_days,
        required_days=item.standard_days,
    )


def _requirements(lines):
    for line in lines:
        for group, asked in enumerate(line.item.required_credentials.all(), 1):
            yield NoticeRequirement(
                notice=line.notice, group=group, line=line, type_id=asked.type_id,
                min_grade_id=asked.min_grade_id,
            )  # fmt: skip


def _answers(lines, firms) -> None:
    """Three answers a notice, the best of which won where it was decided."""
    decided = [line for line in lines if line.notice.state not in ("failed", "cancelled")]
    responses = store(Response, (
        _response(line.notice, firms[(number * ANSWERS + place) % len(firms)], place)
        for number, line in enumerate(decided) for place in range(ANSWERS)
    ))  # fmt: skip
    groups = zip(*[iter(responses)] * ANSWERS, strict=True)
    by_line = list(zip(decided, groups, strict=True))
    store(Promise, (
        Promise(response=response, line=line, promised_days=line.required_days,
                required_days=line.required_days)
        for line, some in by_line for response in some
    ))  # fmt: skip
    won = [(line, some) for line, some in by_line if line.notice.state != "open"]
    store(Award, (_award(line.notice, some) for line, some in won))
    store(Engagement, (_engagement(line, some[0], place) for place, (line, some) in enumerate(won)))


def _response(notice: Notice, agency, place: int) -> Response:
    arrived = notice.published_at + DAY
    return Response(
        notice=notice, agency=agency, price_minor=3_000_000 + place * 100_000,
        ceiling_minor=notice.ceiling_minor, currency="CNY", received_at=arrived,
        recorded_at=arrived, deadline_at=notice.closes_at,
    )  # fmt: skip


def _award(notice: Notice, responses) -> Award:
    return Award(
        notice=notice, winner=responses[0].agency, price_minor=responses[0].price_minor,
        currency="CNY", ranking=[each.agency.public_id for each in responses],
        evidence={"candidates": []}, decided_at=notice.closes_at + dt.timedelta(minutes=5),
    )  # fmt: skip


REACHED = ("awarded", "confirmed", "in_service", "delivered", "accepted")


def _engagement(line: NoticeLine, response: Response, place: int) -> Engagement:
    notice = line.notice
    reached, offered = REACHED.index(notice.state), notice.closes_at
    started = offered + 3 * DAY
    delivered = started + (5 + place % 20) * DAY
    return Engagement(
        notice=notice, response=response, agency=response.agency, rank=1,
        price_minor=response.price_minor, currency="CNY", promised_days=line.required_days,
        standard_days=line.standard_days, offered_at=offered,
        publicity_ends_at=offered + DAY, confirm_by=offered + 400 * DAY,
        confirmed_at=offered + DAY if reached >= 1 else None,
        sign_by=offered + 400 * DAY if reached >= 1 else None,
        lapses_at=offered + 400 * DAY if reached >= 1 else None,
        signed_on=(offered + 2 * DAY).date() if reached >= 2 else None,
        contracted_at=offered + 2 * DAY if reached >= 2 else None,
        started_at=started if reached >= 2 else None,
        delivered_at=delivered if reached >= 3 else None,
        accepted_at=delivered + DAY if reached == 4 else None,
        acceptance="owner" if reached == 4 else "",
    )  # fmt: skip
