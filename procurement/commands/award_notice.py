from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.kernel.seed import Seed
from marketplace.models import Event
from marketplace.transaction import command

from ..domain.ballot import Ballot, Decision
from ..domain.lifecycle import Step
from ..facts import promised
from ..models import Award, Notice, Response
from ..registry import award_receivers


def award_notice(*, notice_id, at) -> Award:
    """Let the notice's mode decide, and put the decision and its evidence on record.

    Whoever follows an award up (``register_award_receivers``) does so in its transaction.

    Raises:
        Refusal: ``draw.pending`` while the seed is not there, ``draw.void``, ``mode.changed``,
            ``notice.wrong_state``.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        notice.advance(Step.AWARD)
        _require_pinned_mode(notice)
        seed = _seed(notice)
        answers = {
            response.agency.public_id: response
            for response in notice.responses.valid().select_related("agency")
        }
        decision = _decide(notice, answers, seed)
        winner = answers[decision.ranking[0]]
        price = winner.price or notice.ceiling
        notice.save(update_fields=["state"])
        award = Award.objects.create(
            notice=notice,
            winner=winner.agency,
            price_minor=price.minor,
            currency=price.currency,
            ranking=list(decision.ranking),
            evidence=dict(decision.evidence),
            decided_at=at,
        )
        Event.append(notice.stream, "notice.awarded", at=at, **_facts(notice, award, answers))
        for receive in award_receivers():
            receive(award, at=at)
    return award


def _require_pinned_mode(notice: Notice) -> None:
    if notice.mode.version != notice.mode_version:
        raise Refusal(
            "mode.changed",
            _("The award was not made: the rules of this mode have changed since publication."),
            _("An administrator installs the version of the mode that the notice names."),
        )


def _seed(notice: Notice) -> Seed | None:
    if notice.draw is None:
        return None
    if notice.draw.is_void:
        raise Refusal(
            "draw.void",
            _("The award was not made: the supervisor has declared the draw void."),
            _("The owner may publish a new notice for the same work."),
        )
    seed = notice.draw.value()
    if seed is None:
        raise Refusal(
            "draw.pending",
            _("The award was not made yet: the draw is still running."),
            _("Wait; the page shows the result as soon as it is there."),
        )
    return seed


def _decide(notice: Notice, answers: dict[str, Response], seed: Seed | None) -> Decision:
    entries = tuple(answers[name].as_entry() for name in sorted(answers))
    decision = notice.mode.decide(Ballot(notice.terms, entries, seed))
    if sorted(decision.ranking) != sorted(answers):
        raise ValueError(f"{notice.mode_key} did not rank every candidate once")
    return decision


def _facts(notice: Notice, award: Award, answers: dict[str, Response]) -> dict:
    return {
        "winner": award.winner.public_id,
        "price_fen": award.price_minor,
        "currency": award.currency,
        "draw": notice.draw and notice.draw.public_id,
        "ranking": [
            {
                "rank": rank,
                "agency": name,
                "price_fen": (answers[name].price or notice.ceiling).minor,
                "promised": promised(answers[name]),
            }
            for rank, name in enumerate(award.ranking, start=1)
        ],
        "evidence": award.evidence,
    }
