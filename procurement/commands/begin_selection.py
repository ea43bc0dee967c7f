from django.utils.translation import gettext_lazy as _

from marketplace.draw.parts import freeze
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.transaction import command

from ..domain.lifecycle import Step
from ..models import Notice
from ..parts import listing_of


def begin_selection(*, notice_id, at) -> Notice:
    """Take a closed notice with enough valid answers to the selection.

    Where the mode needs randomness, the list of candidates is frozen and published here,
    before any seed exists and before any price is read.

    Raises:
        Refusal: ``notice.too_few_answers``, ``notice.wrong_state``, ``draw.no_chain``.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        notice.advance(Step.SELECT)
        candidates = list(
            notice.responses.valid()
            .order_by("agency__public_id")
            .values_list("agency__public_id", flat=True)
        )
        if len(candidates) < notice.min_answers:
            raise Refusal(
                "notice.too_few_answers",
                _("The selection was not begun: too few agencies have answered validly."),
                _("The notice fails, and the owner may publish a new one."),
            )
        if notice.mode.needs_seed:
            listing = listing_of(notice)
            notice.draw = freeze(
                subject=notice.stream, candidates=candidates, at=at, listing=listing
            )
        notice.save(update_fields=["state", "draw"])
        Event.append(
            notice.stream,
            "notice.selecting",
            at=at,
            draw=notice.draw and notice.draw.public_id,
        )
    return notice
