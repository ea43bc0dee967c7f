from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.calendar import end_of_working_day, of_hall
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.transaction import command

from ...domain.lifecycle import Step
from ..models import Engagement
from ..parts import later_of, locked


def confirm_award(*, engagement_id, by, at) -> Engagement:
    """Take the award as its winner, as received at ``at``; the time to sign begins.

    Raises:
        Refusal: ``award.late`` once the time to confirm is over, ``engagement.fallen``,
            ``notice.wrong_state``.
    """
    with command():
        engagement = locked(engagement_id)
        notice = engagement.notice
        notice.advance(Step.CONFIRM)
        if at >= engagement.confirm_by:
            raise Refusal(
                "award.late",
                _("The award was not confirmed: the time to confirm ended at %(end)s.")
                % {"end": f"{timezone.localtime(engagement.confirm_by):%F %T}"},
                _("The place passes to the next agency in the ranking."),
            )
        begins = later_of(at, engagement.publicity_ends_at)
        calendar = of_hall(notice.hall, known_at=at)
        engagement.confirmed_at = at
        engagement.sign_by = end_of_working_day(begins, notice.rules.contract_days, calendar)
        engagement.lapses_at = max(
            engagement.sign_by, _end_of_day(begins, notice.rules.contract_limit_days)
        )
        engagement.save(update_fields=["confirmed_at", "sign_by", "lapses_at"])
        notice.save(update_fields=["state"])
        Event.append(
            notice.stream,
            "award.confirmed",
            at=at,
            by=by,
            agency=engagement.agency.public_id,
            sign_by=engagement.sign_by,
            lapses_at=engagement.lapses_at,
        )
    return engagement


def _end_of_day(at: datetime, days: int) -> datetime:
    """Return 24:00 of the day that lies so many calendar days after ``at``."""
    day = timezone.localdate(at) + timedelta(days=days + 1)
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())
