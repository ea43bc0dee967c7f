from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from marketplace.fees.domain.figures import Figures
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.models import CredentialGrade, Event
from marketplace.models.checking import check
from marketplace.purchasable import check_credential_in_force
from marketplace.transaction import command

from ..models import Avoidance, Notice, NoticeRequirement
from ..parts import find_cap, require_draft, sum_up


def set_terms(
    *,
    notice_id,
    ceilings: Mapping[int, Money],
    days: Mapping[int, int],
    figures: Mapping[int, Figures] | None = None,
    grades: Sequence[CredentialGrade] = (),
    avoid: Mapping[str, str] | None = None,
    in_sequence: bool = False,
    texts: Mapping[str, str] | None = None,
    by,
    at,
) -> Notice:
    """Say on a draft what may be charged, how long it may take, and who may not answer.

    ``ceilings``, ``days`` and ``figures`` (from which a cap follows) go by the line's key.
    ``grades`` are credentials beside the catalogue's. ``avoid`` maps an agency's public id to
    the reason. ``texts`` sets scope, contact_name, contact_phone and complaint_phone.

    Raises:
        Refusal: ``notice.frozen``, ``line.no_base``, ``line.no_ceiling``, ``line.above_cap``,
            ``line.below_floor``, ``line.days``, ``fee.…``, ``credential.…``, ``avoidance.…``,
            ``record.invalid``.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        require_draft(notice)
        for name, text in (texts or {}).items():
            setattr(notice, name, text)
        notice.lines_in_sequence = in_sequence
        check(notice, exclude=["mode_key", "closes_at"])
        notice.save()
        for line in notice.lines.select_related("item", "notice__hall"):
            find_cap(line, (figures or {}).get(line.pk), at=at)
            _set_line(line, ceiling=ceilings.get(line.pk), days=days.get(line.pk))
        sum_up(notice)
        _set_requirements(notice, grades, on=timezone.localdate(at))
        _set_avoidances(notice, avoid or {})
        Event.append(notice.stream, "notice.revised", at=at, by=by, private=_facts(notice))
    return notice


def _set_line(line, *, ceiling, days) -> None:
    if ceiling is None or ceiling.minor <= 0:
        raise Refusal(
            "line.no_ceiling",
            _("The terms were not stored: “%(item)s” has no ceiling.") % {"item": line.item},
            _("Enter the most you will pay, above zero."),
        )
    _check_within_limits(line, ceiling)
    if days is None or not 1 <= days <= line.standard_days:
        raise Refusal(
            "line.days",
            _(
                "The terms were not stored: “%(item)s” must take from 1 to %(standard)d "
                "working days, the standard time."
            )
            % {"item": line.item, "standard": line.standard_days},
            _("Enter a number of working days within the standard time."),
        )
    line.ceiling, line.required_days = ceiling, days
    line.save()


def _check_within_limits(line, ceiling: Money) -> None:
    told = {"item": line.item, "ceiling": f"{ceiling.major:,}"}
    if line.cap is not None and line.cap < ceiling:
        raise Refusal(
            "line.above_cap",
            _(
                "The terms were not stored: the ceiling for “%(item)s”, %(ceiling)s yuan, is "
                "above the fee cap, %(cap)s yuan."
            )
            % {**told, "cap": f"{line.cap.major:,}"},
            _("Enter the cap or less. The item's page says where the cap comes from."),
        )
    if line.floor is not None and ceiling < line.floor:
        raise Refusal(
            "line.below_floor",
            _(
                "The terms were not stored: the ceiling for “%(item)s”, %(ceiling)s yuan, is "
                "below the fee floor, %(floor)s yuan."
            )
            % {**told, "floor": f"{line.floor.major:,}"},
            _("Enter the floor or more. The steps beside it say how it was found."),
        )


def _set_requirements(notice: Notice, grades, *, on) -> None:
    notice.requirements.filter(line=None).delete()
    last = notice.requirements.order_by("group").last()
    first = last.group + 1 if last else 1
    for group, grade in enumerate(grades, start=first):
        check_credential_in_force(grade.type, on)
        NoticeRequirement.objects.create(
            notice=notice, group=group, type=grade.type, min_grade=grade
        )


def _set_avoidances(notice: Notice, avoid: Mapping[str, str]) -> None:
    notice.avoidances.all().delete()
    for public_id, reason in avoid.items():
        agency = Agency.objects.public().filter(public_id=public_id).first()
        if agency is None:
            raise Refusal(
                "avoidance.unknown",
                _("The terms were not stored: there is no agency %(id)s.") % {"id": public_id},
                _("Copy the id from the agency's page, such as agency-000012."),
            )
        if not reason.strip():
            raise Refusal(
                "avoidance.no_reason",
                _("The terms were not stored: %(agency)s is to be avoided without a reason.")
                % {"agency": agency},
                _("Write the reason; everybody can read it. Or take the agency off the list."),
            )
        avoidance = Avoidance(notice=notice, agency=agency, reason=reason)
        check(avoidance)
        avoidance.save(force_insert=True)


def _facts(notice: Notice) -> dict:
    return {
        "ceiling_fen": notice.ceiling_minor,
        "lines": [
            {
                "item": line.item.code,
                "cap_fen": line.cap_minor,
                "floor_fen": line.floor_minor,
                "ceiling_fen": line.ceiling_minor,
                "days": line.required_days,
            }
            for line in notice.lines.select_related("item")
        ],
    }
