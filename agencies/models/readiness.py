"""What an application still lacks, told all at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from marketplace.kernel.refusal import Refusal
from marketplace.notation import day as day_in_words

from ..domain.profile import NEEDED
from ..domain.requirement import Alternative, Requirement


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing, and the screen where it is put right."""

    place: str
    text: str


def gaps(agency, *, on) -> list[Gap]:
    """Return everything that keeps the application from being sent; empty if nothing does."""
    credentials = list(agency.credentials.select_related("type", "grade"))
    return [
        *_blank_columns(agency),
        *_worthless(credentials, on),
        *_services(agency, credentials, on),
    ]


def require_ready(agency, *, on) -> None:
    """Refuse an application that lacks anything, and name all of it.

    Raises:
        Refusal: ``application.incomplete``.
    """
    missing = gaps(agency, on=on)
    if missing:
        raise Refusal(
            "application.incomplete",
            " ".join(
                [
                    _("The application is not complete."),
                    *(f"({number}) {gap.text}" for number, gap in enumerate(missing, 1)),
                ]
            ),
            _("Put these right, all at once, and submit the application again."),
        )


def requirements_of(item) -> tuple[Requirement, ...]:
    """Return what the catalogue asks of an agency for this item."""
    wanted = [
        Alternative(each.type.code, each.min_grade.rank) for each in item.required_credentials.all()
    ]
    if item.credential_rule == "all":
        return tuple(Requirement((each,)) for each in wanted)
    return (Requirement(tuple(wanted)),) if wanted else ()


def _blank_columns(agency) -> list[Gap]:
    return [
        Gap(
            "profile",
            _("The profile has no entry under “%(name)s”.")
            % {"name": agency._meta.get_field(column).verbose_name},
        )
        for column in NEEDED
        if not getattr(agency, column)
    ]


def _worthless(credentials, on) -> list[Gap]:
    return [
        Gap(
            "credentials",
            _(
                "The certificate “%(type)s” number %(number)s is worth nothing since "
                "%(day)s. Withdraw it, or enter the renewed one."
            )
            % {"type": each.type.name, "number": each.number, "day": day_in_words(day)},
        )
        for each in credentials
        if (day := each.first_day_without()) is not None and day <= on
    ]


def _services(agency, credentials, on) -> list[Gap]:
    services = agency.services.active().select_related("item").order_by("item__code")
    services = services.prefetch_related(
        "item__required_credentials__type", "item__required_credentials__min_grade"
    )
    if not services:
        return [Gap("services", _("No service is listed: list at least one."))]
    held = [(each.type.code, each.grade.rank) for each in credentials if each.is_valid_on(on)]
    return [
        Gap(
            "credentials",
            _("“%(item)s” needs a credential that is not entered: %(names)s.")
            % {"item": service.item.name, "names": names_of_needed(service.item)},
        )
        for service in services
        if not all(each.is_met_by(held) for each in requirements_of(service.item))
    ]


def names_of_needed(item) -> str:
    """Return the item's required credentials as a reader may read them."""
    joint = _(" and ") if item.credential_rule == "all" else _(" or ")
    return joint.join(
        _("%(type)s, %(grade)s or better") % {"type": each.type.name, "grade": each.min_grade.name}
        for each in item.required_credentials.all()
    )
