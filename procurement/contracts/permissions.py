"""Who may do what with a service under contract, as plain predicates."""

from marketplace.permissions import DRAW, REGULATOR, has_duty, is_operator

from ..permissions import answering_agency_of, may_change


def may_owner(user, engagement) -> bool:
    """Return whether the user acts for the owner of the engagement's notice."""
    return may_change(user, engagement.notice)


def may_agency(user, engagement) -> bool:
    """Return whether the user acts for the agency of the engagement."""
    mine = answering_agency_of(user)
    return mine is not None and mine.pk == engagement.agency_id


def may_watch(user) -> bool:
    """Return whether the user sees all running services: any operator's duty, and regulators."""
    return is_operator(user) or has_duty(user, REGULATOR)


def may_read(user, engagement) -> bool:
    """Return whether the user may read the engagement's papers and private remarks."""
    return may_watch(user) or may_owner(user, engagement) or may_agency(user, engagement)


def may_ask_for_skip(user) -> bool:
    """Return whether the user may ask that a candidate be passed over."""
    return has_duty(user, DRAW)


def may_sign_skip(user) -> bool:
    """Return whether the user may sign that: another person of the duty, or a regulator."""
    return has_duty(user, DRAW, REGULATOR)
