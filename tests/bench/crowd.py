"""A city of any size, written in bulk: what the benches of pages look at.

The rows go past the commands and, while they are written, past the triggers; they have no events.
Every number follows from a row's place, so two runs make the same city.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import connection
from wagtail.models import Site

from agencies.models import Agency, Credential, ListedService
from marketplace import triggers
from marketplace.commands import load_catalogue, open_hall
from marketplace.data import shipped_catalogue
from marketplace.models import CredentialType, Hall, HallRules, Region, ServiceItem
from marketplace.organisations.models import Membership, Organisation
from procurement.contracts.models import Engagement
from procurement.models import (
    Award,
    FundSource,
    Notice,
    NoticeLine,
    NoticeRequirement,
    Owner,
    Project,
    Promise,
    Response,
)
from tests.bench.crowd_words import notice_words, organisation_words
from tests.factories.marketplace import credit_code

NOTICES_AN_OWNER = 37
SERVICES, HELD, ANSWERS = 3, 2, 3
OWNERS_CODES = 5_000_000  # credit codes of owners begin here, those of agencies at 0
DAY = dt.timedelta(days=1)
AT_ONCE = 5_000


@dataclass(frozen=True)
class City:
    """What a bench needs to know of it."""

    agency: Agency
    owner: Owner
    agency_user: object
    owner_user: object


def make_city(agencies: int, notices: int, *, at: dt.datetime) -> City:
    """Write a city with so many agencies and notices into an empty, migrated database."""
    site = Site.objects.get(is_default_site=True)
    open_hall(site=site, by=None, at=at, code="bench", name_zh="测试市", name_en="Bench City",
              city_zh="测试市", city_en="Bench City", complaint_phone="0000-1")  # fmt: skip
    load_catalogue(data=shipped_catalogue(), at=at)
    _lift_triggers()
    firms = _agencies(agencies, at)
    owners = _owners(max(1, notices // NOTICES_AN_OWNER), at)
    _notices(notices, firms, owners, at)
    triggers.install(triggers.declared, using="default")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return City(
        agency=firms[0],
        owner=owners[0],
        agency_user=_member("agency@bench.example", firms[0].organisation),
        owner_user=_member("owner@bench.example", owners[0].organisation),
    )


def _lift_triggers() -> None:
    with connection.cursor() as cursor:
        for each in triggers.declared:
            if connection.vendor == "postgresql" or each.verb != "TRUNCATE":
                cursor.execute(each.drop(connection.vendor))


def _store(model, rows) -> list:
    return model.objects.bulk_create(list(rows), batch_size=AT_ONCE)


def _member(email: str, organisation: Organisation):
    user = get_user_model().objects.create_user(username=email, email=email)
    Membership.objects.create(
        user=user, organisation=organisation, role=Membership.Role.ADMINISTRATOR
    )
    return user


def _organisations(count: int, first: int) -> list[Organisation]:
    return _store(
        Organisation,
        (
            Organisation(credit_code=credit_code(first + number), **organisation_words(number))
            for number in range(count)
        ),
    )


def _agencies(count: int, at: dt.datetime) -> list[Agency]:
    regions = list(Region.objects.order_by("pk"))
    firms = _store(
        Agency,
        (
            Agency(
                public_id=f"agency-{number + 1:06}",
                organisation=organisation,
                region=regions[number % len(regions)],
                address="测试路1号",
                legal_representative="甲某",
                contact_name="乙某",
                contact_phone="0000-2",
                introduction_zh="成立于2009年，专业从事建设项目咨询。",
                state="suspended" if number % 50 == 49 else "listed",
                state_reason="两份报告超期。" if number % 50 == 49 else "",
                submitted_at=at - 90 * DAY,
                listed_at=at - (80 - number % 60) * DAY,
            )
            for number, organisation in enumerate(_organisations(count, 0))
        ),
    )
    _store(Credential, _credentials(firms, at.date()))
    _store(ListedService, _services(firms))
    return firms


def _credentials(firms, today: dt.date):
    kinds = [
        (kind, list(kind.grades.order_by("rank")))
        for kind in CredentialType.objects.prefetch_related("grades").order_by("pk")
    ]
    kinds = [pair for pair in kinds if pair[1]]
    for number, firm in enumerate(firms):
        for place in range(HELD):
            kind, grades = kinds[(number + 7 * place) % len(kinds)]
            yield Credential(
                agency=firm,
                type=kind,
                grade=grades[number % len(grades)],
                number=f"C-{number:06}-{place}",
                valid_from=today - 200 * DAY,
                valid_to=today + (number % 400 - 20) * DAY,
            )


def _services(firms):
    items = list(ServiceItem.objects.order_by("pk"))
    for number, firm in enumerate(firms):
        for place in range(SERVICES):
            item = items[(number + 11 * place) % len(items)]
            yield ListedService(
                agency=firm,
                item=item,
                price_minor=(item.cap_minor or 5_000_000) * (60 + number % 40) // 100,
                committed_days=max(1, item.standard_days - number % 5),
            )


def _owners(count: int, at: dt.datetime) -> list[Owner]:
    hall = Hall.objects.get()
    return _store(
        Owner,
        (
            Owner(
                public_id=f"owner-{number + 1:06}",
                hall=hall,
                organisation=organisation,
                contact_name="王工",
                contact_phone="0000-3",
                state="verified",
                verified_at=at,
            )
            for number, organisation in enumerate(_organisations(count, OWNERS_CODES))
        ),
    )


def _notices(count: int, firms, owners, at: dt.datetime) -> None:
    rules, region = HallRules.objects.get(), Region.objects.first()
    items = list(ServiceItem.objects.prefetch_related("required_credentials").order_by("pk"))
    projects = _store(
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
    _store(FundSource, (FundSource(project=each, kind="enterprise", share_bp=10_000)
                        for each in projects))  # fmt: skip
    notices = _store(Notice, (_notice(number, project, rules, at)
                              for number, project in enumerate(projects)))  # fmt: skip
    lines = _store(NoticeLine, (_line(notice, items[number % len(items)])
                                for number, notice in enumerate(notices)))  # fmt: skip
    _store(NoticeRequirement, _requirements(lines))
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
    responses = _store(Response, (
        _response(line.notice, firms[(number * ANSWERS + place) % len(firms)], place)
        for number, line in enumerate(decided) for place in range(ANSWERS)
    ))  # fmt: skip
    groups = zip(*[iter(responses)] * ANSWERS, strict=True)
    by_line = list(zip(decided, groups, strict=True))
    _store(Promise, (
        Promise(response=response, line=line, promised_days=line.required_days,
                required_days=line.required_days)
        for line, some in by_line for response in some
    ))  # fmt: skip
    won = [(line, some) for line, some in by_line if line.notice.state != "open"]
    _store(Award, (_award(line.notice, some) for line, some in won))
    _store(
        Engagement, (_engagement(line, some[0], place) for place, (line, some) in enumerate(won))
    )


def _response(notice: Notice, agency: Agency, place: int) -> Response:
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
