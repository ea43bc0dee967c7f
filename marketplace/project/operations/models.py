from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

ICP_REGISTER = "https://beian.miit.gov.cn/"
POLICE_REGISTER = "https://beian.mps.gov.cn/#/query/webSearch?code="


@register_setting(icon="clipboard-list", order=900)
class Filings(BaseSiteSetting):
    """The numbers under which a site in mainland China is filed; its footer shows them."""

    icp_number = models.CharField(
        _("ICP filing number"),
        max_length=60,
        blank=True,
        help_text=_("As in 京ICP备12345678号-1. Leave it empty and the footer shows nothing."),
        validators=[
            RegexValidator(
                r"^[\u4e00-\u9fff]ICP[备证]\d{6,10}号(-\d{1,3})?$",
                _("Write it as it was given, as in 京ICP备12345678号-1."),
            )
        ],
    )
    police_number = models.CharField(
        _("public security filing number"),
        max_length=60,
        blank=True,
        help_text=_("As in 京公网安备11010502000001号. Leave it empty and nothing is shown."),
        validators=[
            RegexValidator(
                r"^[\u4e00-\u9fff]公网安备\s?\d{14}号$",
                _("Write it as it was given, as in 京公网安备11010502000001号."),
            )
        ],
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("icp_number"), FieldPanel("police_number")], heading=_("In the footer")
        )
    ]

    class Meta:
        verbose_name = _("filing numbers")

    def __str__(self) -> str:
        return f"{self.icp_number} {self.police_number}".strip()

    @property
    def icp_url(self) -> str:
        return ICP_REGISTER

    @property
    def police_url(self) -> str:
        """Return where the police show this very filing."""
        return POLICE_REGISTER + "".join(char for char in self.police_number if char.isdigit())
