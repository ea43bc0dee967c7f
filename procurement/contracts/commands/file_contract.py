from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace import notation
from marketplace.calendar import of_hall
from marketplace.documents.parts import keep_document
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.transaction import command

from ...domain.lifecycle import Step
from ..models import Engagement
from ..parts import INSTANT, locked, paper_facts


def file_contract(
    *, engagement_id, signed_on: date, price: Money, days: int, document, by, at
) -> Engagement:
    """Hand in the signed contract as its owner. Price and days must be those of the award.

    Raises:
        Refusal: ``contract.differs`` with what differs, ``contract.publicity`` while the
            result is publicised, ``contract.lapsed``, ``contract.signed_on``,
            ``engagement.fallen``, ``notice.wrong_state``.
    """
    with command():
        engagement = locked(engagement_id)
        notice = engagement.notice
        notice.advance(Step.CONTRACT)
        _require_time(engagement, at)
        _require_day(engagement, signed_on, timezone.localdate(at))
        _require_same(engagement, price, days)
        paper = keep_document(
            stream=engagement.stream, purpose="contract", upload=document, by=by, at=at
        )
        engagement.signed_on, engagement.contracted_at = signed_on, at
        engagement.save(update_fields=["signed_on", "contracted_at"])
        notice.save(update_fields=["state"])
        Event.append(
            notice.stream,
            "contract.filed",
            at=at,
            by=by,
            private={"papers": paper_facts(paper)},
            agency=engagement.agency.public_id,
            price_fen=price.minor,
            currency=price.currency,
            days=days,
            signed_on=signed_on.isoformat(),
            is_late=_is_late(engagement, at),
        )
    return engagement


def _is_late(engagement: Engagement, at) -> bool:
    """Return whether the days are over in which a signed contract should be handed in."""
    notice = engagement.notice
    calendar = of_hall(notice.hall, known_at=at)
    last = calendar.after(engagement.signed_on, notice.rules.filing_days)
    return timezone.localdate(at) > last


def _require_time(engagement: Engagement, at) -> None:
    if at < engagement.publicity_ends_at:
        raise Refusal(
            "contract.publicity",
            _("The contract was not taken: the result is publicised until %(end)s.")
            % {"end": f"{timezone.localtime(engagement.publicity_ends_at):%F %T}"},
            _("Sign it and hand it in after that."),
        )
    if at >= engagement.lapses_at:
        raise Refusal(
            "contract.lapsed",
            _("The contract was not taken: the award lapsed at %(end)s.")
            % {"end": f"{timezone.localtime(engagement.lapses_at):%F %T}"},
            _("The place passes to the next agency in the ranking."),
        )


def _require_day(engagement: Engagement, signed_on: date, today: date) -> None:
    after = max(engagement.confirmed_at, engagement.publicity_ends_at - INSTANT)
    first = timezone.localdate(after)
    if not first <= signed_on <= today:
        raise Refusal(
            "contract.signed_on",
            _("The contract was not taken: it says it was signed on %(day)s.")
            % {"day": notation.day(signed_on)},
            _("Give a day from %(first)s to %(today)s, as written on the contract.")
            % {"first": notation.day(first), "today": notation.day(today)},
        )


def _require_same(engagement: Engagement, price: Money, days: int) -> None:
    differing = []
    if price != engagement.price:
        differing.append(
            _("price: %(award)s in the award, %(contract)s in the contract")
            % {"award": notation.money(engagement.price), "contract": notation.money(price)}
        )
    if days != engagement.promised_days:
        differing.append(
            _("working days: %(award)d in the award, %(contract)d in the contract")
            % {"award": engagement.promised_days, "contract": days}
        )
    if differing:
        raise Refusal(
            "contract.differs",
            _("The contract was not taken, because it differs from the award: %(differences)s.")
            % {"differences": "; ".join(map(str, differing))},
            _("Correct the contract; price and promise of an award cannot be renegotiated."),
        )
