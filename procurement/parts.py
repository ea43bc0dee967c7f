"""What several commands do inside their own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from marketplace.draw.domain.classes import LARGE, MEDIUM, SMALL
from marketplace.draw.parts import Listing, announce
from marketplace.fees import parts as fees
from marketplace.fees.domain.figures import Figures
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event, ServiceItem
from marketplace.purchasable import check_purchasable

from .conf import close_grace
from .models import Notice, NoticeLine, NoticeRequirement

CAP_SOURCE_MAX = NoticeLine._meta.get_field("cap_source").max_length


def require_draft(notice: Notice) -> None:
    """Refuse unless the notice is still the owner's to change.

    Raises:
        Refusal: ``notice.in_review`` or ``notice.frozen``.
    """
    if notice.is_in_review():
        raise Refusal(
            "notice.in_review",
            _("Nothing was changed: a reviewer is reading the notice %(id)s.")
            % {"id": notice.public_id},
            _("Wait for the reviewer. If you do not need it any more, discard it."),
        )
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
        _drop_ceiling_outside(line)
        line.save()
    for place, item in enumerate(wanted, start=1):
        notice.lines.filter(item=item).update(place=place)
    lay_requirements(notice)
    sum_up(notice)


def pin_line(line: NoticeLine) -> None:
    """Copy standard days and a fixed cap from the catalogue onto the line.

    A cap that follows from figures stays open until they are given (``find_cap``); what an
    earlier assessment found stays.
    """
    item = line.item
    line.currency, line.standard_days = item.currency, item.standard_days
    if not is_assessed(fees.terms_for(item, line.notice.hall)):
        line.assessment, line.floor_minor = None, None
        line.cap_minor, line.cap_source = item.cap_minor, item.cap_source_zh
    elif line.assessment_id is None:
        line.cap_minor, line.floor_minor, line.cap_source = None, None, ""


def is_assessed(terms: fees.FeeTerms) -> bool:
    """Return whether a cap rests on an assessment, and not on the item's own figure alone."""
    return terms.schedule is not None or terms.override is not None


def find_cap(line: NoticeLine, figures: Figures | None, *, at: datetime) -> None:
    """Pin the line by today's terms, with the assessment that tells how its cap was found.

    Raises:
        Refusal: ``line.no_base`` where figures are needed and missing, or ``fee.…``.
    """
    pin_line(line)
    hall = line.notice.hall
    terms = fees.terms_for(line.item, hall)
    if not is_assessed(terms):
        return
    assessed = fees.assess(terms, _require_figures(line, terms, figures))
    line.assessment = fees.store(assessed, hall=hall, item=line.item, at=at)
    line.cap, line.floor = assessed.cap, assessed.floor
    line.cap_source = fees.source_line(terms)[0][:CAP_SOURCE_MAX]


def _require_figures(line: NoticeLine, terms: fees.FeeTerms, figures: Figures | None) -> Figures:
    figures, inputs = figures or Figures(), fees.inputs_for(terms)
    lacks_base = inputs.base is not None and figures.base is None
    if lacks_base or (inputs.quantity is not None and figures.quantity is None):
        raise Refusal(
            "line.no_base",
            _("The terms were not stored: without a figure “%(item)s” has no cap.")
            % {"item": line.item},
            _("Enter the figure from which the cap is computed; the form says which."),
        )
    return figures


def entered_figures(line: NoticeLine) -> Figures:
    """Return the figures that a line rests on; empty ones where it rests on none."""
    return Figures.of_facts(line.assessment.inputs) if line.assessment else Figures()


def has_cap_of_today(line: NoticeLine) -> bool:
    """Return whether today's terms and the line's own figures give the cap that it has."""
    terms, made = fees.terms_for(line.item, line.notice.hall), line.assessment
    if not is_assessed(terms):
        given = (line.cap_minor, line.floor_minor, made)
        return given == (line.item.cap_minor, None, None)
    if made is None:
        return False
    try:
        again = fees.assess(terms, entered_figures(line))
    except Refusal:
        return False
    by = (terms.schedule, terms.override, terms.kind, terms.policy, again.cap, again.floor)
    return by == (made.schedule, made.override, made.kind, made.policy, line.cap, line.floor)


def _drop_ceiling_outside(line: NoticeLine) -> None:
    """Forget a ceiling that the limits of today do not allow; the owner sets it anew."""
    low, high = line.floor, line.cap
    if line.ceiling is not None and (
        (high is not None and high < line.ceiling) or (low is not None and line.ceiling < low)
    ):
        line.ceiling_minor = None


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
