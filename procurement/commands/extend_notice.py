from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from marketplace import clock
from marketplace.kernel.refusal import Refusal
from marketplace.kernel.text import composed, hidden_character
from marketplace.models import Event
from marketplace.notation import moment
from marketplace.transaction import command

from ..models import DeadlineExtension, Notice
from ..models.extension import REASON_MAX
from ..parts import announce_draw

SHORTEST = timedelta(hours=1)


def extend_notice(*, notice_id, closes_at: datetime, reason: str, by, at) -> DeadlineExtension:
    """Postpone the close of an open notice, with a reason that everybody can read.

    The row of the extension alone lets the frozen deadline move; the deadlines pinned by
    answers follow it, and so does the slot of the draw. There is no grace for an owner.

    Raises:
        Refusal: ``notice.not_extendable``, ``notice.by_invitation``, ``extension.window`` or
            ``extension.no_reason``.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        check_extendable(notice, max(at, clock.now()))
        _require_later(notice, closes_at)
        extension = DeadlineExtension.objects.create(
            notice=notice,
            from_at=notice.closes_at,
            to_at=closes_at,
            reason=_plain(reason),
            extended_by=by,
            extended_at=at,
        )
        before, notice.closes_at = notice.closes_at, closes_at
        notice.save(update_fields=["closes_at"])
        notice.responses.filter(deadline_at=before).update(deadline_at=closes_at)
        Event.append(
            notice.stream,
            "notice.extended",
            at=at,
            by=by,
            closed_until_then_at=before,
            closes_at=closes_at,
            reason=extension.reason,
            **announce_draw(notice, at=at),
        )
    return extension


def latest_close(notice: Notice) -> datetime:
    """Return until when a published notice may stay open, by the rules that it pinned."""
    return notice.published_at + timedelta(days=notice.rules.window_max_days)


def check_extendable(notice: Notice, at: datetime) -> None:
    """Refuse where the close of a notice cannot move at all.

    Raises:
        Refusal: ``notice.not_extendable`` or ``notice.by_invitation``.
    """
    if not notice.is_open(at):
        raise Refusal(
            "notice.not_extendable",
            _("The close was not postponed: the notice is not open any more."),
            _("Copy it into a new notice, if it comes to nothing."),
        )
    if not notice.mode.is_competitive:
        raise Refusal(
            "notice.by_invitation",
            _("The close was not postponed: the hall's rules set how long an invitation lasts."),
            _("If the agency does not accept in time, publish the notice again."),
        )


def _require_later(notice: Notice, closes_at: datetime) -> None:
    earliest, latest = notice.closes_at + SHORTEST, latest_close(notice)
    if not earliest <= closes_at <= latest:
        raise Refusal(
            "extension.window",
            _("The close was not postponed: it may be from %(earliest)s to %(latest)s.")
            % {"earliest": moment(earliest), "latest": moment(latest)},
            _("Choose a time in between. A close never moves forward."),
        )


def _plain(reason: str) -> str:
    text = composed(reason).strip()
    if not text or len(text) > REASON_MAX or hidden_character(text, lines=True):
        raise Refusal(
            "extension.no_reason",
            _("The close was not postponed: a reason in plain text is needed."),
            _("Write the reason, in at most %(limit)d characters.") % {"limit": REASON_MAX},
        )
    return text
