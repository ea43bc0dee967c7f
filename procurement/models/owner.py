from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.models.fields import LineField


class OwnerQuerySet(models.QuerySet):
    def locked(self, pk) -> "Owner":
        """Fetch one owner and hold its row until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def acted_for_by(self, user) -> "OwnerQuerySet":
        return self.filter(organisation__memberships__user=user)


class Owner(models.Model):
    """A project owner: an organisation that buys services for its projects."""

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

    objects = OwnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("project owner")
        verbose_name_plural = _("project owners")

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def name(self) -> str:
        """Return the organisation's name in the reader's language."""
        return self.organisation.name

    @property
    def stream(self) -> str:
        return f"owner:{self.public_id}"
