from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..kernel.refusal import Refusal
from .fields import LineField, localised, money_property


class HallQuerySet(models.QuerySet):
    def locked(self, pk) -> "Hall":
        """Fetch one hall and hold its row until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def current(self) -> "Hall":
        """Return the hall of this installation.

        Raises:
            Refusal: ``hall.missing`` before anybody has opened one.
        """
        hall = self.order_by("pk").first()
        if hall is None:
            raise Refusal(
                "hall.missing",
                _("This site has no hall yet, so nothing can be done on it."),
                _("An administrator opens one with: manage.py open_hall"),
            )
        return hall


class Hall(models.Model):
    """One supermarket: a city's, a county's or a park's, on one Wagtail site."""

    site = models.OneToOneField(
        "wagtailcore.Site",
        verbose_name=_("site"),
        on_delete=models.PROTECT,
        related_name="hall",
        null=True,
        blank=True,
    )
    code = models.SlugField(_("code"), unique=True)
    name_zh = LineField(_("Chinese name"), max_length=120)
    name_en = LineField(_("English name"), max_length=120)
    city_zh = LineField(_("Chinese name of the city"), max_length=60)
    city_en = LineField(_("English name of the city"), max_length=60)
    address_zh = LineField(_("address in Chinese"), max_length=200, blank=True)
    address_en = LineField(_("address in English"), max_length=200, blank=True)
    hours_zh = LineField(_("opening hours in Chinese"), max_length=120, blank=True)
    hours_en = LineField(_("opening hours in English"), max_length=120, blank=True)
    phone = LineField(_("telephone"), max_length=40, blank=True)
    complaint_phone = LineField(_("telephone for complaints"), max_length=40)

    objects = HallQuerySet.as_manager()
    name = localised("name")
    city = localised("city")
    address = localised("address")
    hours = localised("hours")

    class Meta:
        verbose_name = _("hall")
        verbose_name_plural = _("halls")

    def __str__(self) -> str:
        return self.name

    @property
    def rules(self) -> "HallRules":
        """Return the rules in force: the newest version."""
        return self.rule_versions.order_by("version").last()

    @property
    def stream(self) -> str:
        return f"hall:{self.code}"


class HallRules(models.Model):
    """One version of a hall's rules. Rows are added, never changed; a notice pins its own."""

    class Overdue(models.TextChoices):
        PASS = "pass", _("counts as passed")
        ESCALATE = "escalate", _("goes to the regulator")

    hall = models.ForeignKey(
        Hall, verbose_name=_("hall"), on_delete=models.PROTECT, related_name="rule_versions"
    )
    version = models.PositiveSmallIntegerField(_("version"))
    adopted_at = models.DateTimeField(_("adopted at"))
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    min_answers_public = models.PositiveSmallIntegerField(
        _("valid answers needed with public money"), default=3
    )
    min_answers_private = models.PositiveSmallIntegerField(
        _("valid answers needed with private money"), default=1
    )
    purchase_threshold_minor = models.PositiveBigIntegerField(
        _("government purchase threshold"),
        default=100_000_000,
        help_text=_("Public money at or above it belongs to government procurement; in fen."),
    )
    direct_limit_minor = models.PositiveBigIntegerField(
        _("limit of direct selection for small sums"), default=5_000_000, help_text=_("In fen.")
    )
    window_min_hours = models.PositiveSmallIntegerField(
        _("shortest sign-up window, in hours"), default=24
    )
    window_max_days = models.PositiveSmallIntegerField(
        _("longest sign-up window, in days"), default=60
    )
    acceptance_days = models.PositiveSmallIntegerField(
        _("working days to accept an invitation"), default=1
    )
    publicity_days = models.PositiveSmallIntegerField(
        _("working days of publicity before an agency is listed"), default=0
    )
    reviews_notices = models.BooleanField(_("notices are reviewed first"), default=False)
    review_days = models.PositiveSmallIntegerField(_("working days to review a notice"), default=1)
    overdue_review = models.CharField(
        _("a notice that nobody reviewed in time"),
        max_length=10,
        choices=Overdue,
        default=Overdue.ESCALATE,
    )
    vetting_days = models.PositiveSmallIntegerField(
        _("working days to check an agency's application"), default=2
    )
    overdue_vetting = models.CharField(
        _("an application that nobody checked in time"),
        max_length=10,
        choices=Overdue,
        default=Overdue.ESCALATE,
    )
    result_publicity_days = models.PositiveSmallIntegerField(
        _("working days of publicity of a drawn or direct result"), default=1
    )
    comparison_publicity_days = models.PositiveSmallIntegerField(
        _("working days of publicity of a compared result"), default=3
    )
    confirmation_days = models.PositiveSmallIntegerField(
        _("working days for the winner to confirm"), default=1
    )
    contract_days = models.PositiveSmallIntegerField(
        _("working days to sign the contract"), default=5
    )
    contract_limit_days = models.PositiveSmallIntegerField(
        _("calendar days after which an unsigned award lapses"), default=30
    )
    filing_days = models.PositiveSmallIntegerField(
        _("working days to hand in the signed contract"), default=2
    )
    delivery_check_days = models.PositiveSmallIntegerField(
        _("working days for the owner to accept or return a deliverable"), default=5
    )
    delivery_grace_days = models.PositiveSmallIntegerField(
        _("working days after the reminder until a deliverable counts as accepted"), default=1
    )
    yellow_percent = models.PositiveSmallIntegerField(
        _("share of the time at which the lamp turns yellow, in percent"), default=80
    )

    purchase_threshold = money_property("purchase_threshold_minor")
    direct_limit = money_property("direct_limit_minor")

    class Meta:
        verbose_name = _("rules of a hall")
        verbose_name_plural = _("rules of halls")
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "version"], name="marketplace_hallrules_one_per_version"
            ),
            models.CheckConstraint(
                name="marketplace_hallrules_ask_for_an_answer",
                condition=Q(min_answers_public__gte=1, min_answers_private__gte=1),
                violation_error_message=_("At least one valid answer is always needed."),
            ),
            models.CheckConstraint(
                name="marketplace_hallrules_leave_a_window",
                condition=Q(window_min_hours__gte=1)
                & Q(window_min_hours__lte=F("window_max_days") * 24),
                violation_error_message=_(
                    "The shortest sign-up window is at least one hour and not above the longest."
                ),
            ),
            models.CheckConstraint(
                name="marketplace_hallrules_yellow_comes_before_red",
                condition=Q(yellow_percent__gte=1, yellow_percent__lte=99),
                violation_error_message=_("The lamp turns yellow between 1 and 99 percent."),
            ),
            models.CheckConstraint(
                name="marketplace_hallrules_clocks_run",
                condition=Q(
                    review_days__gte=1,
                    vetting_days__gte=1,
                    confirmation_days__gte=1,
                    contract_days__gte=1,
                    filing_days__gte=1,
                    delivery_check_days__gte=1,
                    delivery_grace_days__gte=1,
                ),
                violation_error_message=_("Give everybody at least one working day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hall_id} v{self.version}"
