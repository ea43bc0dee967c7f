"""Who may do what with agencies, as plain predicates. Views and templates ask here."""

from marketplace.permissions import REGULATOR, SANCTIONS, VETTING, has_duty, may_sanction, may_vet

__all__ = [
    "agency_of",
    "may_edit",
    "may_read_paper",
    "may_sanction",
    "may_see",
    "may_see_queue",
    "may_vet",
]


def agency_of(user):
    """Return the agency that the user acts for, or None. A person acts for one."""
    from .models import Agency

    if not (user.is_authenticated and user.is_active):
        return None
    mine = Agency.objects.acted_for_by(user).select_related("organisation", "region")
    return mine.order_by("-pk").first()


def may_edit(user, agency) -> bool:
    """Return whether the user may change what the agency tells about itself."""
    mine = agency_of(user)
    return mine is not None and mine == agency


def may_see(user, agency) -> bool:
    """Return whether the user may read the agency's page, drafts being its people's own."""
    return agency.is_public() or may_vet(user) or may_edit(user, agency)


def may_see_queue(user) -> bool:
    """Return whether the user sees which applications wait, and for how long: regulators too."""
    return has_duty(user, VETTING, REGULATOR)


def may_read_paper(user, document) -> bool:
    """Return whether the user may read a scan or a decision of an agency."""
    from .models import Agency

    room, _colon, public_id = document.stream.partition(":")
    if room != "agency":
        return False
    if has_duty(user, VETTING, SANCTIONS, REGULATOR):
        return True
    return Agency.objects.acted_for_by(user).filter(public_id=public_id).exists()
