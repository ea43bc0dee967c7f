"""Who may choose and pay: what a notice may not be published for, and may not ask for."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from .kernel.refusal import Refusal
from .models import CredentialType, ServiceItem
from .notation import day as written


def check_purchasable(item: ServiceItem, on: date) -> None:
    """Refuse an item for which an owner cannot publish a notice on that day.

    Raises:
        Refusal: ``item.authority_pays``, ``item.assigned``, ``item.not_demandable`` or
            ``item.retired``; the message has the reason.
    """
    refusal = why_not_purchasable(item, on)
    if refusal:
        raise refusal


def why_not_purchasable(item: ServiceItem, on: date) -> Refusal | None:
    """Return why an owner cannot publish a notice for an item, or None where nothing is wrong."""
    if item.payer == ServiceItem.Party.AUTHORITY or item.duty == ServiceItem.Duty.AUTHORITY:
        return _authority_pays(item)
    if item.chosen_by != ServiceItem.Party.OWNER:
        return _assigned(item)
    if item.duty == ServiceItem.Duty.VOLUNTARY:
        return _not_demandable(item)
    if item.retired_on and item.retired_on <= on:
        return _retired(item)
    return None


def check_credential_in_force(credential_type: CredentialType, on: date) -> None:
    """Refuse a credential that no notice may ask for on that day.

    Raises:
        Refusal: ``credential.abolished``, with the day and what stands instead, or
            ``credential.voluntary``.
    """
    if not credential_type.is_in_force_on(on):
        raise _abolished(credential_type)
    if credential_type.is_voluntary:
        raise Refusal(
            "credential.voluntary",
            _(
                "“%(credential)s” is a voluntary rating: no law requires it, and nobody may make "
                "it a condition."
            )
            % {"credential": credential_type.name},
            _("Leave it out. Agencies may still show it on their own page."),
        )


def _authority_pays(item: ServiceItem) -> Refusal:
    return Refusal(
        "item.authority_pays",
        _(
            "“%(item)s” is ordered and paid by the approving department (%(department)s), so no "
            "owner may be made to buy it."
        )
        % {"item": item.name, "department": item.department.name},
        _("Leave it out of the notice. If you are asked to pay for it, use the complaint phone."),
    )


def _assigned(item: ServiceItem) -> Refusal:
    return Refusal(
        "item.assigned",
        _(
            "Who carries out “%(item)s” is assigned by law: there is nothing to choose, and so no "
            "notice for it."
        )
        % {"item": item.name},
        _("Apply to the department in charge: %(department)s.")
        % {"department": item.department.name},
    )


def _not_demandable(item: ServiceItem) -> Refusal:
    return Refusal(
        "item.not_demandable",
        _(
            "“%(item)s” is voluntary: no department may demand that an agency is hired for it, so "
            "it is not bought by notice here."
        )
        % {"item": item.name},
        _(
            "You may do without it, do it yourself, or hire whom you like outside of the "
            "supermarket. If it is demanded of you, use the complaint phone."
        ),
    )


def _retired(item: ServiceItem) -> Refusal:
    return Refusal(
        "item.retired",
        _("“%(item)s” left the catalogue on %(day)s and can no longer be bought by notice.")
        % {"item": item.name, "day": written(item.retired_on)},
        _("Look in the catalogue for what took its place."),
    )


def _abolished(credential_type: CredentialType) -> Refusal:
    instead = credential_type.replacement
    if credential_type.replaced_by:
        ask = _("Ask for “%(credential)s” instead.") % {
            "credential": credential_type.replaced_by.name
        }
    else:
        ask = _("Leave it out: nothing has to be asked for in its place.")
    return Refusal(
        "credential.abolished",
        " ".join(
            filter(
                None,
                [
                    _("“%(credential)s” was abolished on %(day)s, so nobody may ask for it.")
                    % {
                        "credential": credential_type.name,
                        "day": written(credential_type.abolished_on),
                    },
                    instead,
                ],
            )
        ),
        ask,
    )
