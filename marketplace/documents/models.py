import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .. import clock
from ..models.fields import LineField


def fresh_id() -> uuid.UUID:
    """Return an id that nobody can guess. Named, because a migration records its path."""
    return uuid.UUID(bytes=clock.fresh_bytes(16), version=4)


class DocumentQuerySet(models.QuerySet):
    def of(self, stream: str) -> "DocumentQuerySet":
        return self.filter(stream=stream).order_by("added_at", "pk")


class Document(models.Model):
    """A paper about something, kept under its hash; never changed.

    ``stream`` names what it is about; who may read it, that thing's app says
    (``register_document_readers``).
    """

    public_id = models.UUIDField(_("public id"), default=fresh_id, unique=True, editable=False)
    stream = models.CharField(_("what it is about"), max_length=80, db_index=True)
    purpose = models.CharField(_("purpose"), max_length=40)
    name = LineField(_("file name"), max_length=160)
    media_type = models.CharField(_("media type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    added_at = models.DateTimeField(_("added at"))

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("documents:paper", args=[self.public_id])

    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")
