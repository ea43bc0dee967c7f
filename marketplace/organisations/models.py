import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .. import clock
from ..models.fields import CreditCodeField, LineField, localised


class Organisation(models.Model):
    """A legal person, partnership or public body, known by its unified social credit code."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("Company")
        PARTNERSHIP = "partnership", _("Partnership")
        INSTITUTION = "institution", _("Public institution")
        GOVERNMENT = "government", _("Government body")
        OTHER = "other", _("Other organisation")

    credit_code = CreditCodeField(
        _("unified social credit code"),
        unique=True,
        error_messages={
            "unique": _(
                "An organisation with this credit code has registered already. "
                "Ask its administrator to invite you."
            )
        },
    )
    name_zh = LineField(_("name"), max_length=120)
    name_en = LineField(_("English name"), max_length=160, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.COMPANY)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="organisations"
    )

    name = localised("name")

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name

    @property
    def stream(self) -> str:
        return f"organisation:{self.credit_code}"

    @property
    def facts(self) -> dict:
        """Return what the public log says of the organisation."""
        return {
            "credit_code": self.credit_code,
            "name_zh": self.name_zh,
            "name_en": self.name_en,
            "organisation_kind": self.kind,
        }


class Membership(models.Model):
    """One person acting for one organisation."""

    class Role(models.TextChoices):
        ADMINISTRATOR = "administrator", _("Administrator")
        DELEGATE = "delegate", _("Delegate")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.DELEGATE)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], name="marketplace_membership_is_held_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} for {self.organisation_id}"


def fresh_id() -> uuid.UUID:
    """Return an id that nobody can guess. Named, because a migration records its path."""
    return uuid.UUID(bytes=clock.fresh_bytes(16), version=4)


class InvitationQuerySet(models.QuerySet):
    def locked(self, pk) -> "Invitation":
        """Fetch one invitation and hold its row until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def waiting(self, at) -> "InvitationQuerySet":
        """Those that can be taken up now."""
        return self.filter(outcome="", expires_at__gt=at)

    def for_address(self, email: str) -> "InvitationQuerySet":
        return self.filter(email__iexact=email) if email else self.none()


class Invitation(models.Model):
    """A person is asked by e-mail address to act for an organisation; one answer ends it."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        REVOKED = "revoked", _("Taken back")
        LAPSED = "lapsed", _("Lapsed")

    public_id = models.UUIDField(_("public id"), default=fresh_id, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="invitations"
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=Membership.Role)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    invited_at = models.DateTimeField(_("invited at"))
    expires_at = models.DateTimeField(_("open until"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        indexes = [models.Index(fields=["email", "outcome"], name="marketplace_invitation_for")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(outcome=""),
                name="marketplace_invitation_waits_once",
            ),
            models.CheckConstraint(
                name="marketplace_invitation_ends_with_an_outcome",
                condition=Q(outcome="", ended_at=None)
                | (~Q(outcome="") & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} to {self.organisation_id}"

    def get_absolute_url(self) -> str:
        return reverse("organisations:invitation", args=[self.public_id])
