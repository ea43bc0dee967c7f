from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.models.fields import ProseField

REASON_MAX = 1000


class DeadlineExtension(models.Model):
    """One postponement of a notice's close; only such a row lets the frozen deadline move."""

    notice = models.ForeignKey(
        "procurement.Notice", on_delete=models.PROTECT, related_name="deadline_extensions"
    )
    from_at = models.DateTimeField(_("closed until then at"))
    to_at = models.DateTimeField(_("closes at"))
    reason = ProseField(_("reason"), max_length=REASON_MAX)
    extended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    extended_at = models.DateTimeField(_("extended at"))

    class Meta:
        verbose_name = _("extension of a deadline")
        verbose_name_plural = _("extensions of deadlines")
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "from_at"], name="procurement_deadlineextension_one_per_close"
            ),
            models.CheckConstraint(
                name="procurement_deadlineextension_is_later",
                condition=Q(to_at__gt=F("from_at"), extended_at__lt=F("from_at")),
            ),
            models.CheckConstraint(
                name="procurement_deadlineextension_has_a_reason", condition=~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} until {self.to_at}"
