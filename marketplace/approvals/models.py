from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..models.fields import ProseField


class ApprovalQuerySet(models.QuerySet):
    def locked(self, pk) -> "Approval":
        """Fetch one request and hold its row until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def pending(self) -> "ApprovalQuerySet":
        return self.filter(state=Approval.State.PENDING).order_by("asked_at", "pk")


class Approval(models.Model):
    """A deed that waits for a second person: what, why, who asked, and who decided.

    ``kind`` names the deed (see ``register_approvals``) and ``facts`` are its arguments; the
    deed is done in the transaction of the signature, so that it is never half signed.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting for a second signature")
        SIGNED = "signed", _("Signed")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    public_id = models.CharField(_("public id"), max_length=16, unique=True, editable=False)
    kind = models.CharField(_("deed"), max_length=60)
    stream = models.CharField(_("what it is about"), max_length=80)
    facts = models.JSONField(_("facts"), default=dict)
    reason = ProseField(_("reason"), max_length=1000)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.PENDING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    remark = ProseField(_("remark"), max_length=1000, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("second signature")
        verbose_name_plural = _("second signatures")
        constraints = [
            models.CheckConstraint(
                name="marketplace_approval_has_a_reason", condition=~Q(reason="")
            ),
            models.CheckConstraint(
                name="marketplace_approval_decided_and_dated_together",
                condition=Q(state="pending", decided_by=None, decided_at=None)
                | (~Q(state="pending") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="marketplace_approval_is_signed_by_another",
                condition=Q(decided_by=None) | Q(state="withdrawn") | ~Q(decided_by=F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.kind}"

    def get_absolute_url(self) -> str:
        return reverse("approvals:approval", args=[self.public_id])

    @property
    def log_stream(self) -> str:
        """Return the stream of the request itself; ``stream`` is what it is about."""
        return f"approval:{self.public_id}"

    def is_pending(self) -> bool:
        return self.state == self.State.PENDING
