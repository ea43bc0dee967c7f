from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from marketplace.models.fields import LineField, localised, money_property

WHOLE_BP = 10_000

check_project_code = RegexValidator(
    r"\A[0-9]{4}-[0-9]{6}-[0-9]{2}-[0-9]{2}-[0-9]{6}\Z",
    _(
        "This is not an investment project code. It has the form 2609-990100-04-01-000418: "
        "copy it from the national approval platform."
    ),
)


class Project(models.Model):
    """An investment project, for which services are bought."""

    public_id = models.CharField(_("public id"), max_length=16, unique=True, editable=False)
    owner = models.ForeignKey(
        "procurement.Owner",
        verbose_name=_("project owner"),
        on_delete=models.PROTECT,
        related_name="projects",
    )
    code = models.CharField(
        _("investment project code"),
        max_length=24,
        unique=True,
        validators=[check_project_code],
        error_messages={"unique": _("A project with this code is registered already.")},
    )
    name_zh = LineField(_("name"), max_length=160)
    name_en = LineField(_("English name"), max_length=200, blank=True)
    region = models.ForeignKey(
        "marketplace.Region",
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        related_name="projects",
    )
    investment_minor = models.PositiveBigIntegerField(_("total investment"))
    currency = models.CharField(_("currency"), max_length=3, default="CNY")

    name = localised("name")
    investment = money_property("investment_minor")

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(
                name="procurement_project_costs_something",
                condition=Q(investment_minor__gt=0),
                violation_error_message=_("Enter the total investment, above zero."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stream(self) -> str:
        return f"project:{self.public_id}"

    @property
    def fiscal_share_bp(self) -> int:
        """Return the share of public money, in basis points (10000 is all of it)."""
        fiscal = self.funds.filter(kind=FundSource.Kind.FISCAL)
        return fiscal.aggregate(share=Sum("share_bp"))["share"] or 0

    def has_public_money(self) -> bool:
        return self.fiscal_share_bp > 0


class FundSource(models.Model):
    """Where a part of a project's money comes from. The shares of a project sum to 10000."""

    class Kind(models.TextChoices):
        FISCAL = "fiscal", _("Public money")
        ENTERPRISE = "enterprise", _("Company's own money")
        LOAN = "loan", _("Bank loan")
        OTHER = "other", _("Other private money")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="funds")
    kind = models.CharField(_("source of funds"), max_length=20, choices=Kind)
    share_bp = models.PositiveSmallIntegerField(_("share in basis points"))

    class Meta:
        verbose_name = _("source of funds")
        verbose_name_plural = _("sources of funds")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind"], name="procurement_fundsource_is_named_once"
            ),
            models.CheckConstraint(
                name="procurement_fundsource_is_a_share",
                condition=Q(share_bp__gte=1, share_bp__lte=WHOLE_BP),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.share_bp / 100:g}%"
