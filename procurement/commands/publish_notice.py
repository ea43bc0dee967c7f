from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.calendar import end_of_working_day
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.transaction import command

from ..domain.lifecycle import Step
from ..eligibility import answers_needed, check_needs_no_reviewer, check_publishable
from ..facts import published_facts
from ..models import Notice
from ..parts import announce_draw

PINNED = [
    "state",
    "published_at",
    "closes_at",
    "mode_version",
    "rules",
    "fiscal_share_bp",
    "min_answers",
]


def publish_notice(*, notice_id, by, at) -> Notice:
    """Freeze a draft's terms, pin its mode and the hall's rules, and open it to agencies.

    Raises:
        Refusal: ``notice.wrong_state``, ``notice.no_mode``, ``notice.needs_review``, or why
            the draft may not be published (see ``procurement.eligibility``).
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        notice.advance(Step.PUBLISH)
        rules = notice.hall.rules
        _require_mode(notice)
        check_needs_no_reviewer(rules)
        if not notice.mode.is_competitive:
            notice.closes_at = end_of_working_day(at, rules.acceptance_days)
        check_publishable(notice, rules, at=at, on=timezone.localdate(at))
        notice.published_at, notice.rules = at, rules
        notice.mode_version = notice.mode.version
        notice.fiscal_share_bp = notice.project.fiscal_share_bp
        notice.min_answers = answers_needed(
            rules,
            is_competitive=notice.mode.is_competitive,
            has_public_money=notice.has_public_money(),
        )
        notice.save(update_fields=PINNED)
        facts = published_facts(notice) | announce_draw(notice, at=at)
        Event.append(notice.stream, "notice.published", at=at, by=by, **facts)
    return notice


def _require_mode(notice: Notice) -> None:
    try:
        notice.mode  # noqa: B018 -- asked whether it is there
    except ImproperlyConfigured:
        raise Refusal(
            "notice.no_mode",
            _("The notice was not published: it has no selection mode yet."),
            _("Choose a mode first."),
        ) from None
