"""The figures once more, from the raw events alone, in another way than the product takes.

It knows no model of procurement and no command: only what ``notice:…`` streams tell, and of the
catalogue which category an item stands in.
"""

import datetime as dt
import json
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from zoneinfo import ZoneInfo

from marketplace.calendar import OFFICIAL, of_hall
from marketplace.models import Event, Hall, ServiceItem

BEIJING = ZoneInfo("Asia/Shanghai")
INVITING = {"direct_selection"}
ENDINGS = {"notice.failed": "failed", "notice.cancelled": "cancelled", "notice.voided": "void"}


def day_of(at):
    return at.astimezone(BEIJING).date()


def half_up(value):
    return int(Decimal(value).to_integral_value(ROUND_HALF_UP))


def parts_of(part, whole, unit):
    """Divide exactly, then round half up once."""
    if not whole:
        return None
    return (2 * part * unit + whole) // (2 * whole)


class Told:
    """What one stream tells of a notice that was published."""

    def __init__(self, events):
        by_kind = {}
        for event in events:
            by_kind.setdefault(event.kind, []).append(event)
        self.published = by_kind["notice.published"][0]
        self.terms = self.published.facts
        self.awarded = by_kind.get("notice.awarded", [None])[-1]
        self.closed = by_kind.get("notice.closed", [None])[-1]
        self.offered = by_kind.get("award.offered", [None])[-1]
        self.accepted = by_kind.get("deliverable.accepted", [None])[-1]
        self.ending = next((event for event in events if event.kind in ENDINGS), None)

    @property
    def groups(self):
        first = self.terms["lines"][0]
        item = ServiceItem.objects.select_related("category").get(code=first["item"])
        return {
            "by_mode": self.terms["mode"],
            "by_category": item.category.code,
            "by_department": first["department"],
        }


def tell():
    """Return what every stream tells whose notice was published."""
    streams = {}
    for event in Event.objects.filter(stream__startswith="notice:").order_by("number"):
        streams.setdefault(event.stream, []).append(event)
    return [
        Told(events)
        for events in streams.values()
        if any(event.kind == "notice.published" for event in events)
    ]


def deeds(told):
    """Yield each deed that counts: its day, and what it adds."""
    mode = told.terms["mode"]
    yield day_of(told.published.at), {"published": [1]}
    if told.closed and mode not in INVITING:
        yield day_of(told.closed.at), {"closed": [len(told.closed.facts["candidates"])]}
    if told.ending:
        yield day_of(told.ending.at), {ENDINGS[told.ending.kind]: [1]}
    elif told.awarded:
        yield day_of(told.awarded.at), {"selected": [told]}
    if told.accepted:
        at = dt.datetime.fromisoformat(told.accepted.facts["accepted_at"])
        yield day_of(at), {"accepted": [told.accepted.facts]}


def retold(start=None, end=None):
    """Return the figures of a period in the form in which they are published."""
    total, groups = {}, {"by_month": {}, "by_mode": {}, "by_category": {}, "by_department": {}}
    for told in tell():
        names = told.groups
        for day, added in deeds(told):
            if (start and day < start) or (end and day > end):
                continue
            keys = names | {"by_month": f"{day:%Y-%m}"}
            into = [total, *(groups[by].setdefault(key, {}) for by, key in keys.items())]
            for gathered in into:
                for name, values in added.items():
                    gathered.setdefault(name, []).extend(values)
    figures = {by: {key: summed(each) for key, each in of.items()} for by, of in groups.items()}
    return {"total": summed(total)} | figures


def summed(gathered):
    """Return what is published of a group, from the lists of what happened in it."""
    answers, accepted = gathered.get("closed", []), gathered.get("accepted", [])
    actual = sum(each["elapsed"] for each in accepted)
    allowed = sum(each["standard_days"] for each in accepted)
    counted = ("published", "failed", "cancelled", "void")
    return {name: len(gathered.get(name, [])) for name in counted} | {
        **of_selections(gathered.get("selected", [])),
        **of_prices(gathered.get("selected", [])),
        "accepted": len(accepted),
        "actual": actual,
        "accepted_standard": allowed,
        "actual_share_bp": parts_of(actual, allowed, 10_000),
        "closed": len(answers),
        "answers": sum(answers),
        "answers_each_tenths": parts_of(sum(answers), len(answers), 10),
    }


def of_selections(selected):
    promised = sum(each.offered.facts["promised_days"] for each in selected)
    standard = sum(each.offered.facts["standard_days"] for each in selected)
    direct = sum(each.terms["mode"] in INVITING for each in selected)
    return {
        "selected": len(selected),
        "direct": direct,
        "direct_share_bp": parts_of(direct, len(selected), 10_000),
        "median_days_tenths": middle([working_days(each) for each in selected], 10),
        "median_hours": middle([full_hours(each) for each in selected], 1),
        "promised": promised,
        "standard": standard,
        "promised_share_bp": parts_of(promised, standard, 10_000),
    }


def of_prices(selected):
    prices = [each.offered.facts["price_fen"] for each in selected]
    ceilings = [each.terms["ceiling_fen"] for each in selected]
    caps = [each.terms["cap_fen"] for each in selected]
    capped = [(price, cap) for price, cap in zip(prices, caps, strict=True) if cap]
    capped_price, cap = sum(price for price, _cap in capped), sum(cap for _price, cap in capped)
    points = [parts_of(price, cap, 10_000) for price, cap in capped]
    return {
        "capped": len(capped),
        "capped_price_fen": capped_price,
        "cap_fen": cap,
        "of_cap_bp": parts_of(capped_price, cap, 10_000),
        "saved_on_cap_fen": cap - capped_price,
        "lowest_bp": min(points, default=None),
        "highest_bp": max(points, default=None),
        "price_fen": sum(prices),
        "ceiling_fen": sum(ceilings),
        "of_ceiling_bp": parts_of(sum(prices), sum(ceilings), 10_000),
        "saved_on_ceiling_fen": sum(ceilings) - sum(prices),
    }


def middle(values, unit):
    """Return the median in so many parts of one."""
    return half_up(Decimal(str(median(values))) * unit) if values else None


def working_days(told):
    hall = Hall.objects.first()
    calendar = of_hall(hall) if hall else OFFICIAL
    return calendar.between(day_of(told.published.at), day_of(told.awarded.at))


def full_hours(told):
    begin, end = (each.at.replace(microsecond=0) for each in (told.published, told.awarded))
    return int((end - begin).total_seconds()) // 3600


def assert_agreement(data: dict, start=None, end=None):
    """Assert that published figures are those which the events tell, group by group."""
    data, mine = json.loads(json.dumps(data, default=str)), retold(start, end)
    assert data["total"] == mine["total"]
    for by in ("by_mode", "by_month", "by_category", "by_department"):
        theirs = {row.pop("code"): row for row in data[by]}
        for key, row in theirs.items():
            row.pop("name")
            expected = mine[by].get(key) or summed({})
            if "median_hours" not in row:
                expected = {name: each for name, each in expected.items() if name != "median_hours"}
            assert row == expected, (by, key)
        assert set(mine[by]) <= set(theirs)
