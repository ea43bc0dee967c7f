"""What the hall's reviewers and regulators hear of notices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.models import Event
from marketplace.permissions import REGULATOR, REVIEW, has_duty
from marketplace.topics import STAFF, Letter, Message, Topic

from .about import facts_of, moment, notice_of, title


class ReviewWanted(Topic):
    """A notice waits for those who review."""

    key = "procurement.reviews"
    label = gettext_lazy("Notices to review")
    description = gettext_lazy("When an owner hands a notice in for review.")
    audience = STAFF
    kinds = frozenset({"notice.submitted"})
    duty = REVIEW
    order = 30

    def concerns(self, user) -> bool:
        return has_duty(user, self.duty)

    def letters(self, event: Event) -> Iterable[Letter]:
        notice = notice_of(event)
        if notice.is_in_review():
            staff = get_user_model()._default_manager.filter(groups__name=self.duty)
            yield Letter(staff, facts_of(notice))

    def message(self, event: Event, facts: Mapping) -> Message:
        return Message(
            _("To review: %(notice)s") % title(facts),
            _("To be reviewed by %(moment)s.") % {"moment": moment(event.facts["review_by"])},
            reverse("procurement:review_notice", args=[facts["notice"]]),
            _("Review the notice"),
        )


class ReviewOverdue(ReviewWanted):
    """A notice that nobody reviewed in time, for the regulators."""

    key = "procurement.overdue"
    label = gettext_lazy("Overdue reviews")
    description = gettext_lazy("When nobody has reviewed a notice in time.")
    kinds = frozenset({"review.escalated"})
    duty = REGULATOR
    binding = True
    order = 40

    def message(self, event: Event, facts: Mapping) -> Message:
        return Message(
            _("Review overdue: %(notice)s") % title(facts),
            _("It should have been reviewed by %(moment)s.")
            % {"moment": moment(event.facts["review_by"])},
            reverse("procurement:review_notice", args=[facts["notice"]]),
            _("Open the notice"),
        )
