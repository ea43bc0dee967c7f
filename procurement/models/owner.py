from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.models.fields import LineField, ProseField


class OwnerQuerySet(models.QuerySet):
    def locked(self, pk) -> "Owner":
        """Fetch one owner and hold its row until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def acted_for_by(self, user) -> "OwnerQuerySet":
        return self.filter(organisation__memberships__user=user)

    def waiting(self) -> "OwnerQuerySet":
        """Those whose application an operator has to decide on, the oldest first."""
        return self.filter(state=Owner.State.APPLIED.value).order_by("applied_at", "pk")


class Owner(models.Model):
    """A project owner: an organisation that buys services for its projects.

    Until the hall has verified it, it may prepare projects and drafts, and publish nothing.
    """

    class State(models.TextChoices):
        APPLIED = "applied", _("Waiting for the hall's check")
        RETURNED = "returned", _("Returned")
        VERIFIED = "verified", _("Verified")

    public_id = models.CharField(_("public id"), max_length=16, unique=True, editable=False)
    hall = models.ForeignKey(
        "marketplace.Hall", verbose_name=_("hall"), on_delete=models.PROTECT, related_name="owners"
    )
    organisation = models.OneToOneField(
        "marketplace_organisations.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="owner",
    )
    contact_name = LineField(_("contact person"), max_length=60)
    contact_phone = LineField(_("telephone"), max_length=40)
    proof = models.ForeignKey(
        "marketplace_documents.Document",
        verbose_name=_("proof"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.APPLIED.value, editable=False
    )
    applied_at = models.DateTimeField(_("applied at"), null=True, editable=False)
    verified_at = models.DateTimeField(_("verified at"), null=True, editable=False)
    return_reason = ProseField(
        _("what the hall asks for"), max_length=1000, blank=True, editable=False
    )

    objects = OwnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("project owner")
        verbose_name_plural = _("project owners")
        indexes = [models.Index(fields=["state", "applied_at"], name="procurement_owner_waiting")]
        constraints = [
            models.CheckConstraint(
                name="procurement_owner_is_verified_at_a_time",
                condition=Q(state="verified", verified_at__isnull=False)
                | Q(state__in=["applied", "returned"], verified_at=None, applied_at__isnull=False),
            ),
            models.CheckConstraint(
                name="procurement_owner_is_returned_for_a_reason",
                condition=~Q(state="returned") | ~Q(return_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def name(self) -> str:
        """Return the organisation's name in the reader's language."""
        return self.organisation.name

    @property
    def stream(self) -> str:
        return f"owner:{self.public_id}"

    def is_verified(self) -> bool:
        return self.state == self.State.VERIFIED
