from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..models.fields import LineField


class ImportRunQuerySet(models.QuerySet):
    def locked(self, pk) -> "ImportRun":
        """Fetch one run and hold its row until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def free_at(self, at) -> "ImportRunQuerySet":
        """Runs that wait for somebody to go on with them."""
        waiting = self.filter(state=ImportRun.State.RUNNING)
        return waiting.filter(Q(held_until=None) | Q(held_until__lte=at))


class ImportRun(models.Model):
    """A table that was brought in: who, which file, how far it is, and what became of its rows.

    The file stands here only until all rows are done. ``problems`` name the bad rows: number,
    column and reason.
    """

    class State(models.TextChoices):
        CHECKED = "checked", _("Checked, not brought in")
        RUNNING = "running", _("Being brought in")
        DONE = "done", _("Brought in")
        DROPPED = "dropped", _("Left")

    public_id = models.CharField(_("public id"), max_length=16, unique=True, editable=False)
    kind = models.CharField(_("kind of table"), max_length=40)
    file_name = LineField(_("file"), max_length=160)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    content = models.BinaryField(null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CHECKED)
    total = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    added = models.PositiveIntegerField(_("added"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    same = models.PositiveIntegerField(_("unchanged"), default=0)
    bad = models.PositiveIntegerField(_("bad rows"), default=0)
    problems = models.JSONField(_("what is wrong"), default=list)
    held_until = models.DateTimeField(null=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("brought by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    checked_at = models.DateTimeField(_("checked at"))
    begun_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["state", "held_until"], name="marketplace_import_waits")]
        constraints = [
            models.CheckConstraint(
                name="marketplace_import_does_no_more_rows_than_there_are",
                condition=Q(done__lte=F("total")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.file_name}"

    def get_absolute_url(self) -> str:
        return reverse("exchange:run", args=[self.public_id])

    @property
    def stream(self) -> str:
        return f"import:{self.public_id}"

    @property
    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ("added", "changed", "same", "bad")}
