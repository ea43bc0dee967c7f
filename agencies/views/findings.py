"""What an application says beside what the rules ask: the vetter's view of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from marketplace.kernel.credit_code import is_credit_code

from ..models import Agency, Credential
from ..models.readiness import names_of_needed, requirements_of
from .agency import lamp_of


@dataclass(frozen=True)
class Finding:
    """One fact: what the agency says, what the rules ask, and whether they agree."""

    key: str
    subject: str
    told: str
    asked: str
    lamp: str
    result: str


def findings(agency: Agency, credentials: list[Credential], *, on) -> list[Finding]:
    """Return every fact of the application that a rule speaks about."""
    return [
        _credit_code(agency),
        Finding("profile", _("Profile"), "", "", "ok", ""),
        *(_credential(each, on) for each in credentials),
        *_services(agency, credentials, on),
    ]


def _credit_code(agency: Agency) -> Finding:
    code = agency.organisation.credit_code
    right = is_credit_code(code)
    return Finding(
        key="credit_code",
        subject=_("Credit code"),
        told=code,
        asked=_("18 characters, the last one checks the others"),
        lamp="ok" if right else "stop",
        result=_("Right") if right else _("Wrong"),
    )


def _credential(credential: Credential, on) -> Finding:
    lamp = lamp_of(credential, on)
    last = credential.valid_to
    return Finding(
        key=f"credential-{credential.pk}",
        subject=credential.type.name,
        told=_("%(grade)s, number %(number)s")
        % {"grade": credential.grade.name, "number": credential.number},
        asked=_("valid today; it says until %(day)s") % {"day": last.isoformat()}
        if last
        else _("valid today; it has no end"),
        lamp=lamp.kind,
        result=lamp.label,
    )


def _services(agency: Agency, credentials: list[Credential], on) -> list[Finding]:
    held = [(each.type.code, each.grade.rank) for each in credentials if each.is_valid_on(on)]
    rows = agency.services.active().select_related("item").order_by("item__code")
    rows = rows.prefetch_related(
        "item__required_credentials__type", "item__required_credentials__min_grade"
    )
    return [_service(row, held) for row in rows]


def _service(service, held) -> Finding:
    covered = all(each.is_met_by(held) for each in requirements_of(service.item))
    return Finding(
        key=f"service-{service.item.code}",
        subject=service.item.name,
        told=_("%(days)d working days") % {"days": service.committed_days},
        asked=_("standard %(days)d; needs %(credentials)s")
        % {
            "days": service.item.standard_days,
            "credentials": names_of_needed(service.item) or _("no credential"),
        },
        lamp="ok" if covered else "stop",
        result=_("Covered") if covered else _("Credential missing"),
    )
