"""The duties of staff, as groups, and who has them.

The operator is several duties (vetting, review, draw, sanctions) that a hall gives to
different people; some of them exclude each other.
"""

from django.utils.translation import gettext_lazy as _

VETTING = "vetting"
REVIEW = "review"
DRAW = "draw"
SANCTIONS = "sanctions"
EDITOR = "editor"
REGULATOR = "regulator"
AUDITOR = "auditor"
ADMINISTRATOR = "administrator"

DUTIES = {
    VETTING: _("Vetting"),
    REVIEW: _("Review of notices"),
    DRAW: _("Draws"),
    SANCTIONS: _("Sanctions"),
    EDITOR: _("Editor"),
    REGULATOR: _("Regulator"),
    AUDITOR: _("Auditor"),
    ADMINISTRATOR: _("System administrator"),
}
OPERATOR = frozenset({VETTING, REVIEW, DRAW, SANCTIONS})
IN_WAGTAIL = tuple(DUTIES)  # each sees there what is theirs


def has_duty(user, *duties: str) -> bool:
    """Return whether an active user has one of the duties."""
    return bool(user.is_authenticated and user.is_active and duties_of(user) & set(duties))


def duties_of(user) -> set[str]:
    """Return the names of the user's duties; asked once a request."""
    if not user.is_authenticated:
        return set()
    if not hasattr(user, "_duty_names"):
        user._duty_names = set(user.groups.values_list("name", flat=True))
    return user._duty_names


def is_operator(user) -> bool:
    """Return whether the user has one of the operator's duties."""
    return has_duty(user, *OPERATOR)


def may_vet(user) -> bool:
    """Return whether the user may decide on agencies' applications."""
    return has_duty(user, VETTING)


def may_sanction(user) -> bool:
    """Return whether the user may suspend and reinstate agencies."""
    return has_duty(user, SANCTIONS)


def may_adopt_rules(user) -> bool:
    """Return whether the user may put new rules of the hall in force."""
    return has_duty(user, ADMINISTRATOR) or (user.is_active and user.is_superuser)


def may_set_calendar(user) -> bool:
    """Return whether the user may say of a day that it is worked or free in the hall."""
    return has_duty(user, REVIEW) or may_adopt_rules(user)


def may_review(user) -> bool:
    """Return whether the user may publish notices that owners handed in, or return them."""
    return has_duty(user, REVIEW)
