from django.db import models
from django.utils.translation import gettext_lazy as _


class Attachment(models.Model):
    """A paper that belongs to a notice: its owner's alone in a draft, everybody's once published.

    Frozen with the notice. A notice that is copied refers to the same paper again.
    """

    notice = models.ForeignKey(
        "procurement.Notice", on_delete=models.CASCADE, related_name="attachments"
    )
    document = models.ForeignKey(
        "marketplace_documents.Document", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "document"], name="procurement_attachment_is_attached_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} on {self.notice_id}"
