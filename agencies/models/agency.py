from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.kernel.lifecycle import IllegalStep
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.models.fields import LineField, ProseField, localised

from ..domain.lifecycle import AGENCY, EDITABLE, PUBLIC, REASONED, UNVETTED, State, Step
from ..domain.profile import PERSONAL
from .agency_queries import AgencyQuerySet

STATE_LABELS = {
    State.DRAFT: _("Draft"),
    State.IN_VETTING: _("In vetting"),
    State.RETURNED: _("Returned"),
    State.PUBLICITY: _("In publicity"),
    State.LISTED: _("Listed"),
    State.SUSPENDED: _("Suspended"),
    State.REMOVED: _("Removed"),
    State.WITHDRAWN: pgettext_lazy("an agency", "Withdrawn"),
}
LISTED_ONCE = (State.LISTED, State.SUSPENDED, State.REMOVED)


def values(states) -> list[str]:
    """Return the states as a migration may write them: plain, and always in one order."""
    return sorted(state.value for state in states)


def state_choices() -> list[tuple[str, str]]:
    """Named, because a migration records this function's path and not its answer."""
    return [(state.value, label) for state, label in STATE_LABELS.items()]


def required_reason(reason: str) -> str:
    """Return the reason that stands behind a decision.

    Raises:
        Refusal: ``reason.missing``.
    """
    if not reason.strip():
        raise Refusal(
            "reason.missing",
            _("Nothing was decided: there is no reason."),
            _("Write one or two sentences that the agency can act on."),
        )
    return reason.strip()


class Agency(models.Model):
    """A firm or body that wants to be chosen, as the public may know it."""

    public_id = models.CharField(_("public id"), max_length=16, unique=True, editable=False)
    organisation = models.OneToOneField(
        "marketplace_organisations.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="agency",
    )
    region = models.ForeignKey(
        "marketplace.Region",
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        related_name="agencies",
    )
    address = LineField(_("address"), max_length=200, blank=True)
    legal_representative = LineField(_("legal representative"), max_length=60, blank=True)
    contact_name = LineField(_("contact person"), max_length=60, blank=True)
    contact_phone = LineField(_("telephone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    introduction_zh = ProseField(_("introduction in Chinese"), max_length=2000, blank=True)
    introduction_en = ProseField(_("introduction in English"), max_length=2000, blank=True)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=state_choices,
        default=State.DRAFT.value,
        editable=False,
    )
    state_reason = ProseField(_("reason for the state"), max_length=1000, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    vetting_by = models.DateTimeField(_("to be checked by"), null=True, editable=False)
    vetting_escalated_at = models.DateTimeField(null=True, editable=False)
    publicity_ends_on = models.DateField(_("last day of publicity"), null=True, editable=False)
    listed_at = models.DateTimeField(_("listed at"), null=True, editable=False)

    objects = AgencyQuerySet.as_manager()
    introduction = localised("introduction")

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        indexes = [
            models.Index(fields=["state", "submitted_at"], name="agencies_agency_state"),
            models.Index(fields=["region", "state"], name="agencies_agency_region"),
        ]
        constraints = [
            models.CheckConstraint(
                name="agencies_agency_state_is_known",
                condition=Q(state__in=[state.value for state in State]),
            ),
            models.CheckConstraint(
                name="agencies_agency_is_submitted_before_it_is_vetted",
                condition=Q(state__in=values(UNVETTED)) | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="agencies_agency_is_listed_at_a_time",
                condition=~Q(state__in=values(LISTED_ONCE)) | Q(listed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="agencies_agency_publicity_has_an_end",
                condition=~Q(state=State.PUBLICITY.value) | Q(publicity_ends_on__isnull=False),
            ),
            models.CheckConstraint(
                name="agencies_agency_hears_a_reason",
                condition=~Q(state__in=values(REASONED)) | ~Q(state_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name

    def get_absolute_url(self) -> str:
        return reverse("agencies:agency", args=[self.public_id])

    @property
    def name(self) -> str:
        """Return the organisation's name in the reader's language."""
        return self.organisation.name

    @property
    def stream(self) -> str:
        return f"agency:{self.public_id}"

    @property
    def private_facts(self) -> dict:
        """Return who stands behind the agency, for the part of an event that may be erased."""
        return {column: getattr(self, column) for column in PERSONAL}

    @property
    def state_label(self):
        return STATE_LABELS[State(self.state)]

    def is_listed(self) -> bool:
        return self.state == State.LISTED

    def is_public(self) -> bool:
        """Return whether everybody may read the agency's page."""
        left = self.state == State.WITHDRAWN and self.listed_at is not None
        return left or self.state in PUBLIC

    def advance(self, step: Step) -> None:
        """Move along the lifecycle in memory; the command saves.

        Raises:
            Refusal: ``agency.wrong_state`` where the table has no such move.
        """
        try:
            self.state = AGENCY.after(self.state, step).value
        except IllegalStep as error:
            raise Refusal(
                "agency.wrong_state",
                _("This cannot be done now: the agency is “%(state)s”.")
                % {"state": self.state_label},
                _("Reload the page to see what is possible now."),
            ) from error

    def tell(self, kind: str, *, at, by=None, private=None, **facts) -> Event:
        """Append to the agency's stream what has just been done to it."""
        return Event.append(
            self.stream,
            kind,
            at=at,
            by=by,
            private=private,
            agency=self.public_id,
            state=self.state,
            **facts,
        )

    def require_editable(self, *, also=()) -> None:
        """Refuse a change of what the agency tells about itself while others judge it.

        Raises:
            Refusal: ``agency.not_editable``.
        """
        if self.state not in {*EDITABLE, *also}:
            raise Refusal(
                "agency.not_editable",
                _("Nothing was changed: the agency is “%(state)s”, and its entries rest.")
                % {"state": self.state_label},
                _("Wait for the decision, or ask the operator."),
            )

    def require_stranger(self, user) -> None:
        """Refuse a decision of the hall on an agency that the decider acts for.

        Raises:
            Refusal: ``agency.own``.
        """
        if self.organisation.memberships.filter(user=user).exists():
            raise Refusal(
                "agency.own",
                _("Nothing was decided: you act for this agency yourself."),
                _("Leave the decision to a colleague."),
            )

    def give_reason(self, reason: str) -> None:
        """Note why the agency is in the state that it has just come to.

        Raises:
            Refusal: ``reason.missing``.
        """
        self.state_reason = required_reason(reason)
