"""What several commands do inside their own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from marketplace.draw.domain.classes import LARGE, MEDIUM, SMALL
from marketplace.draw.parts import Listing, announce
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event, ServiceItem
from marketplace.purchasable import check_purchasable

from .conf import close_grace
from .models import Notice, NoticeLine, NoticeRequirement


def require_draft(notice: Notice) -> None:
    """Refuse unless the notice is still the owner's to change."""
    if not notice.is_draft():
        raise Refusal(
            "notice.frozen",
            _("Nothing was changed: the notice %(id)s is published, and its terms are fixed.")
            % {"id": notice.public_id},
            _("If something is wrong, cancel the notice with a reason and publish a new one."),
        )


def lay_lines(notice: Notice, items: Iterable[ServiceItem], *, on: date) -> None:
    """Give a draft one line an item, in this order, keeping what known lines say already.

    Raises:
        Refusal: ``notice.no_services``; ``item.…`` where an item may not be bought.
    """
    wanted = list(dict.fromkeys(items))
    if not wanted:
        raise Refusal(
            "notice.no_services",
            _("The notice has no service yet."),
            _("Choose at least one service item."),
        )
    for item in wanted:
        check_purchasable(item, on)
    notice.requirements.exclude(line=None).delete()
    known = {line.item_id: line for line in notice.lines.all()}
    notice.lines.exclude(item__in=wanted).delete()
    for place, item in enumerate(wanted, start=1):
        line = known.get(item.pk) or NoticeLine(notice=notice, item=item)
        line.place = place + len(known) + len(wanted)
        pin_line(line)
        line.save()
    for place, item in enumerate(wanted, start=1):
        notice.lines.filter(item=item).update(place=place)
    lay_requirements(notice)
    sum_up(notice)


def pin_line(line: NoticeLine) -> None:
    """Copy cap, source and standard days from the catalogue onto the line."""
    line.cap_minor, line.cap_source = line.item.cap_minor, line.item.cap_source_zh
    line.currency, line.standard_days = line.item.currency, line.item.standard_days


def lay_requirements(notice: Notice) -> None:
    """Take over what the items ask for: one group for “any”, a group each for “all”."""
    last = notice.requirements.order_by("group").last()
    group = last.group if last else 0
    for line in notice.lines.select_related("item"):
        asked = list(line.item.required_credentials.order_by("pk"))
        for number, each in enumerate(asked):
            if number == 0 or line.item.credential_rule == "all":
                group += 1
            NoticeRequirement.objects.create(
                notice=notice, group=group, line=line, type=each.type, min_grade=each.min_grade
            )


def sum_up(notice: Notice) -> None:
    """Set the notice's cap, floor and ceiling to the sums over its lines, and save them.

    The cap is none as soon as one line has none: then no sum can limit the whole.
    """
    lines = list(notice.lines.all())
    notice.cap_minor = _sum(lines, "cap_minor")
    notice.floor_minor = _sum(lines, "floor_minor")
    notice.ceiling_minor = _sum(lines, "ceiling_minor")
    notice.save(update_fields=["cap_minor", "floor_minor", "ceiling_minor"])


def _sum(lines, column: str) -> int | None:
    amounts = [getattr(line, column) for line in lines]
    if not amounts or any(amount is None for amount in amounts):
        return None
    return Money.total(Money(amount) for amount in amounts).minor


def announce_draw(notice: Notice, *, at: datetime) -> dict[str, object]:
    """Name the public time of the draw of a notice that is being published; return the facts.

    Empty where nothing is drawn, or where the seed has no public times. The stirring is short
    for small sums only, and long where the law would ask for a tender.
    """
    if not notice.mode.needs_seed:
        return {}
    told = announce(
        subject=notice.stream,
        after=notice.closes_at + close_grace(),
        delay_class=_delay_class(notice),
        at=at,
    )
    return {"draw": told} if told else {}


def listing_of(notice: Notice) -> Listing:
    """Return what the frozen list says of a notice beside the ids: its leaf, and the names."""
    published = Event.objects.of(notice.stream).filter(kind="notice.published").last()
    answers = notice.responses.valid().select_related("agency__organisation")
    names = {answer.agency.public_id: answer.agency.organisation.name_zh for answer in answers}
    return Listing(names=names, notice=published and published.leaf_hash())


def _delay_class(notice: Notice) -> str:
    if notice.ceiling_minor <= notice.rules.direct_limit_minor:
        return SMALL
    return LARGE if notice.ceiling_minor >= notice.rules.purchase_threshold_minor else MEDIUM
