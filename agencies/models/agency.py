from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.lifecycle import IllegalStep
from marketplace.kernel.refusal import Refusal
from marketplace.models.fields import LineField, ProseField, localised

from ..domain.lifecycle import AGENCY, PUBLIC, State, Step
from ..domain.requirement import Requirement
from .credential import Credential
from .listed_service import ListedService

STATE_LABELS = {
    State.DRAFT: _("Draft"),
    State.IN_VETTING: _("In vetting"),
    State.RETURNED: _("Returned"),
    State.PUBLICITY: _("In publicity"),
    State.LISTED: _("Listed"),
    State.SUSPENDED: _("Suspended"),
    State.REMOVED: _("Removed"),
    State.WITHDRAWN: _("Withdrawn"),
}


def state_choices() -> list[tuple[str, str]]:
    """Named, because a migration records this function's path and not its answer."""
    return [(state.value, label) for state, label in STATE_LABELS.items()]


class AgencyQuerySet(models.QuerySet):
    def locked(self, pk) -> "Agency":
        """Fetch one agency and hold its row until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def public(self) -> "AgencyQuerySet":
        return self.filter(state__in=[state.value for state in PUBLIC])

    def listed(self) -> "AgencyQuerySet":
        return self.filter(state=State.LISTED.value)

    def acted_for_by(self, user) -> "AgencyQuerySet":
        return self.filter(organisation__memberships__user=user)

    def offering(self, items: Iterable) -> "AgencyQuerySet":
        """Agencies with an active listed service for every one of the items (or their keys)."""
        agencies = self
        for item in items:
            offered = ListedService.objects.active().filter(agency=OuterRef("pk"), item=item)
            agencies = agencies.filter(Exists(offered))
        return agencies

    def holding(self, requirements: Iterable[Requirement], *, on) -> "AgencyQuerySet":
        """Agencies that hold, valid on that day, one credential of every requirement."""
        agencies = self
        for requirement in requirements:
            held = Credential.objects.valid_on(on).meeting(requirement)
            agencies = agencies.filter(Exists(held.filter(agency=OuterRef("pk"))))
        return agencies

    def qualified_for(
        self, *, items: Iterable, requirements: Iterable[Requirement], on, avoiding: Iterable = ()
    ) -> "AgencyQuerySet":
        """Listed agencies that offer all items, meet all requirements and are not avoided.

        ``on`` is the day that counts. The wizard's count, the agency's desk, the check on
        arrival and the one at closing all ask this one, in one query.
        """
        return (
            self.listed()
            .offering(items)
            .holding(requirements, on=on)
            .exclude(pk__in=list(avoiding))
        )


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
    address = LineField(_("address"), max_length=200)
    legal_representative = LineField(_("legal representative"), max_length=60)
    contact_name = LineField(_("contact person"), max_length=60)
    contact_phone = LineField(_("telephone"), max_length=40)
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
    listed_at = models.DateTimeField(_("listed at"), null=True, editable=False)

    objects = AgencyQuerySet.as_manager()
    introduction = localised("introduction")

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        indexes = [models.Index(fields=["state"], name="agencies_agency_state")]
        constraints = [
            models.CheckConstraint(
                name="agencies_agency_state_is_known",
                condition=Q(state__in=[state.value for state in State]),
            ),
            models.CheckConstraint(
                name="agencies_agency_is_listed_at_a_time",
                condition=~Q(state=State.LISTED.value) | Q(listed_at__isnull=False),
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
    def state_label(self):
        return STATE_LABELS[State(self.state)]

    def is_listed(self) -> bool:
        return self.state == State.LISTED

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
