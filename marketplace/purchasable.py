"""What may be bought here, and which credentials may be asked for."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .kernel.refusal import Refusal
from .models import CredentialType, ServiceItem


def check_purchasable(item: ServiceItem, on: date) -> None:
    """Refuse an item that no owner may be made to buy, with the reason.

    Raises:
        Refusal: ``item.authority_pays``, ``item.assigned``, ``item.not_demandable``.
    """
    if item.payer == ServiceItem.Party.AUTHORITY:
        raise Refusal(
            "item.authority_pays",
            _("“%(item)s” cannot be bought here: %(department)s orders it and pays for it.")
            % {"item": item, "department": item.department},
            _("Hand in your papers to the department; it commissions the agency."),
        )
    if item.chosen_by != ServiceItem.Party.OWNER:
        raise Refusal(
            "item.assigned",
            _("“%(item)s” cannot be bought here: the law assigns the body that does it.")
            % {"item": item},
            _("Ask %(department)s which body is responsible.") % {"department": item.department},
        )
    if item.duty == ServiceItem.Duty.VOLUNTARY:
        raise Refusal(
            "item.not_demandable",
            _("“%(item)s” cannot be put out as a notice: no department may demand it.")
            % {"item": item},
            _("If you want it all the same, hire any agency freely; the directory helps."),
        )


def check_credential_in_force(credential: CredentialType, on: date) -> None:
    """Refuse to ask for a credential that is abolished or that nobody may demand.

    Raises:
        Refusal: ``credential.abolished``, ``credential.voluntary``.
    """
    if not credential.is_in_force_on(on):
        raise Refusal(
            "credential.abolished",
            _("“%(credential)s” cannot be asked for: it was abolished on %(day)s.")
            % {"credential": credential, "day": date_format(credential.abolished_on, "Y-m-d")},
            credential.replacement or _("Take it off the requirements."),
        )
    if credential.is_voluntary:
        raise Refusal(
            "credential.voluntary",
            _("“%(credential)s” cannot be asked for: agencies hold it of their own free will.")
            % {"credential": credential},
            _("Take it off the requirements."),
        )
