from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from ..blocks import ProseStreamBlock


class NoticePageMixin(models.Model):
    """The public face of a notice. The notice holds the facts; the page holds prose.

    A foreign key, because each translation of the page points to the same notice.
    """

    notice = models.ForeignKey(
        "procurement.Notice",
        verbose_name=_("notice"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    body = StreamField(ProseStreamBlock(), verbose_name=_("body"), blank=True)

    notice_panels = [FieldPanel("body")]

    class Meta:
        abstract = True
