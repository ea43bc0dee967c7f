"""What each figure counts and what it does not, in words."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Definition(NamedTuple):
    """A figure's name, and how it is found."""

    name: str | Promise
    text: str | Promise


GROUPS = Definition(
    _("Days and groups"),
    _(
        "A notice stands in each figure on the day of its deed in Beijing: published, closed, "
        "awarded, accepted or ended. With several services it counts once, under its first "
        "service and that service's category and department. Drafts are not counted."
    ),
)
ROUNDING = Definition(
    _("Shares and rounding"),
    _(
        "A share is one sum divided by another, not a mean of shares. It is rounded once, half "
        "up, to one decimal, from the exact value; so are days and answers. Sums are exact. "
        "Where nothing can be divided there is a dash."
    ),
)
DEFINITIONS = {
    "published": Definition(
        _("Published"), _("Every notice that was published, whatever came of it.")
    ),
    "selected": Definition(
        _("Selections"),
        _(
            "Every award that stands. An award that was declared void is not counted, nor is one "
            "that failed because every candidate fell away: they are among the void and the "
            "failed."
        ),
    ),
    "time": Definition(
        _("Time to the award"),
        _(
            "From the publication to the award, the median of the selections. Working days are "
            "those after the day of publication, up to and with the day of the award, by the "
            "hall's calendar. Hours are full hours of the clock, nights and days off included."
        ),
    ),
    "of_cap": Definition(
        _("Price against the cap"),
        _(
            "The agreed prices divided by the fee caps of the same selections. Selections without "
            "a cap are not counted. Where a place passed on, the price is that of the agency "
            "that took over. Saved is the difference of the two sums."
        ),
    ),
    "of_ceiling": Definition(
        _("Price against the ceiling"),
        _("The agreed prices divided by the owners' ceilings, of all selections."),
    ),
    "promised": Definition(
        _("Promised days against the standard"),
        _(
            "The working days that the chosen agencies promised, divided by the standard days of "
            "the same services. Of several services at one time the longest counts; one after "
            "the other, their sum."
        ),
    ),
    "actual": Definition(
        _("Actual days against the standard"),
        _(
            "The working days that the service clock had counted at the last delivery, divided by "
            "the standard days, of the services that were accepted. Pauses are not counted; a "
            "return of the deliverable adds its days."
        ),
    ),
    "participation": Definition(
        _("Participation"),
        _(
            "Valid answers divided by notices, of those that closed and that every qualified "
            "agency could answer. Answers that were withdrawn, or excluded at the close, are not "
            "counted; nor are direct selections, to which one agency is invited."
        ),
    ),
    "direct": Definition(
        _("Share of direct selections"),
        _("Selections by a mode in which the owner invites one agency, divided by all selections."),
    ),
    "endings": Definition(
        _("Failed, cancelled, void"),
        _(
            "Published notices that ended without an award that stands: too few valid answers or "
            "no candidate left (failed), called off by the owner (cancelled), declared void by "
            "the supervisor (void). They are in no figure of price or time."
        ),
    ),
}
