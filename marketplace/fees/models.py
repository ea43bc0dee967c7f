from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin

from ..kernel.refusal import Refusal
from ..models import ServiceItem
from ..models.fields import LineField, ProseField, localised, money_property
from .domain.words import spoken
from .registry import fee_rules


def is_english() -> bool:
    return (get_language() or "").startswith("en")


check_key = RegexValidator(
    r"\A[0-9A-Za-z][0-9A-Za-z.+-]*\Z",
    _("A key has letters, digits, dots, plus signs and hyphens, such as 1980-2002."),
)


def no_schedule(key: str) -> Refusal:
    """Return the refusal of a schedule that nobody has loaded."""
    return Refusal(
        "fee.no_schedule",
        _("There is no fee schedule “%(key)s”.") % {"key": key[:60]},
        _("Name one of those on the page of fee schedules."),
    )


class FeeScheduleQuerySet(models.QuerySet):
    def newest(self, key: str) -> "FeeSchedule":
        """Return the newest version of the schedule.

        Raises:
            Refusal: ``fee.no_schedule`` where there is none of this key.
        """
        schedule = self.filter(key=key).order_by("version").last()
        if schedule is None:
            raise no_schedule(key)
        return schedule


class FeeSchedule(PreviewableMixin, models.Model):
    """One version of a fee schedule: whose rule it is, since when, and how it computes.

    ``rule`` is the key of an installed fee rule and ``params`` are that rule's. A version
    that a notice has used is never changed; a correction is the next version.
    """

    class Status(models.TextChoices):
        IN_FORCE = "in_force", _("In force")
        REPEALED = "repealed", _("Repealed")
        REFERENCE = "reference", _("Reference")

    key = models.CharField(_("key"), max_length=40, validators=[check_key])
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    title_zh = LineField(_("title in Chinese"), max_length=160)
    title_en = LineField(_("title in English"), max_length=200, blank=True)
    number = LineField(_("document number"), max_length=120, blank=True)
    issuer_zh = LineField(_("issuer in Chinese"), max_length=160, blank=True)
    issuer_en = LineField(_("issuer in English"), max_length=200, blank=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_to = models.DateField(_("in force until"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status)
    citation_zh = ProseField(_("citation in Chinese"), max_length=1000, blank=True)
    citation_en = ProseField(_("citation in English"), max_length=1000, blank=True)
    adopted_by_zh = LineField(_("adopted by, in Chinese"), max_length=160, blank=True)
    adopted_by_en = LineField(_("adopted by, in English"), max_length=200, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    rule = models.CharField(_("fee rule"), max_length=40)
    params = models.JSONField(_("parameters"), default=dict, blank=True)

    objects = FeeScheduleQuerySet.as_manager()
    title = localised("title")
    issuer = localised("issuer")
    citation = localised("citation")
    adopted_by = localised("adopted_by")

    class Meta:
        verbose_name = _("fee schedule")
        verbose_name_plural = _("fee schedules")
        ordering = ["key", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "version"],
                name="marketplace_feeschedule_one_per_version",
                violation_error_message=_("There is such a version already. Take the next number."),
            ),
            models.CheckConstraint(
                name="marketplace_feeschedule_dates_run_forward",
                condition=Q(in_force_from=None)
                | Q(in_force_to=None)
                | Q(in_force_from__lte=F("in_force_to")),
                violation_error_message=_("It cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.key}, {self.version})"

    def clean(self) -> None:
        """Have the rule check the parameters; what is wrong is named with its place."""
        try:
            self.fee_rule.check_params(self.params)
        except Refusal as refusal:
            field = "rule" if refusal.code == "fee.no_rule" else "params"
            raise ValidationError({field: str(refusal.message)}, code=refusal.code) from refusal

    def get_preview_template(self, request, mode_name) -> str:
        return "fees/admin/preview.html"

    def get_preview_context(self, request, mode_name) -> dict[str, object]:
        return {"schedule": self}

    @property
    def fee_rule(self):
        """Return the rule that computes this schedule.

        Raises:
            Refusal: ``fee.no_rule`` where no installed app offers it.
        """
        try:
            return fee_rules.get(self.rule)()
        except ImproperlyConfigured as error:
            raise Refusal(
                "fee.no_rule",
                _("Nothing is installed that computes by the rule “%(rule)s”.")
                % {"rule": self.rule},
                _("An administrator installs the app that offers it."),
            ) from error

    @property
    def said_params(self) -> dict:
        """Return the parameters with their words in the reader's language."""
        return spoken(self.params, english=is_english())

    @property
    def is_used(self) -> bool:
        """Return whether a notice rests on this version, so that nobody may change it."""
        return self.pk is not None and self.assessments.exists()


class FeeOverrideQuerySet(models.QuerySet):
    def standing(self, hall, item) -> "FeeOverride | None":
        """Return the terms a hall has put in the place of the item's own, or None."""
        newest = self.filter(hall=hall, item=item).order_by("version").last()
        return None if newest is None or newest.withdrawn else newest


class FeeOverride(models.Model):
    """What one hall has put in the place of an item's own schedule, kind and policy.

    The newest version counts. ``withdrawn`` gives the item's own back.
    """

    hall = models.ForeignKey("marketplace.Hall", on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(
        "marketplace.ServiceItem", on_delete=models.PROTECT, related_name="fee_overrides"
    )
    version = models.PositiveSmallIntegerField(_("version"))
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    policy = models.CharField(_("fee policy"), max_length=20, choices=ServiceItem.FeePolicy)
    schedule_key = models.CharField(_("fee schedule"), max_length=40, blank=True)
    kind = models.CharField(_("kind in the schedule"), max_length=40, blank=True)
    params = models.JSONField(_("fee parameters"), default=dict, blank=True)
    cap_minor = models.PositiveBigIntegerField(_("fee cap"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    reason = ProseField(_("reason"), max_length=1000)
    adopted_at = models.DateTimeField(_("adopted at"))
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    approval = models.OneToOneField(
        "marketplace_approvals.Approval",
        verbose_name=_("second signature"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    objects = FeeOverrideQuerySet.as_manager()
    cap = money_property("cap_minor")

    class Meta:
        verbose_name = _("a hall's own fee terms")
        verbose_name_plural = _("halls' own fee terms")
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "item", "version"], name="marketplace_feeoverride_one_per_version"
            ),
            models.CheckConstraint(
                name="marketplace_feeoverride_has_a_reason", condition=~Q(reason="")
            ),
            models.CheckConstraint(
                name="marketplace_feeoverride_manual_is_signed",
                condition=~Q(policy="manual") | Q(approval__isnull=False) | Q(withdrawn=True),
            ),
            models.CheckConstraint(
                name="marketplace_feeoverride_policy_has_what_it_needs",
                condition=(
                    Q(withdrawn=True)
                    | Q(policy__in=ServiceItem.FeePolicy.of_a_schedule(), cap_minor=None)
                    & ~Q(schedule_key="")
                    | Q(policy__in=["absolute", "manual"], cap_minor__isnull=False)
                    & Q(schedule_key="", kind="")
                    | Q(policy="market", cap_minor=None, schedule_key="", kind="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} in hall {self.hall_id}, version {self.version}"


class FeeAssessment(models.Model):
    """One cap as it was found: by which terms, from which figures, in which steps.

    Added when the terms of a notice are stored, never changed; a line of a notice pins one.
    Amounts are minor units (fen). ``steps`` are exact strings that sum to the benchmark.
    """

    hall = models.ForeignKey("marketplace.Hall", on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(
        "marketplace.ServiceItem", on_delete=models.PROTECT, related_name="fee_assessments"
    )
    schedule = models.ForeignKey(
        FeeSchedule, on_delete=models.PROTECT, related_name="assessments", null=True
    )
    override = models.ForeignKey(
        FeeOverride, on_delete=models.PROTECT, related_name="assessments", null=True
    )
    kind = models.CharField(_("kind in the schedule"), max_length=40, blank=True)
    policy = models.CharField(_("fee policy"), max_length=20, choices=ServiceItem.FeePolicy)
    inputs = models.JSONField(_("base, quantity, factors and options"), default=dict)
    steps = models.JSONField(_("steps"), default=list)
    policy_steps = models.JSONField(_("steps from the benchmark to cap and floor"), default=list)
    benchmark_minor = models.PositiveBigIntegerField(_("benchmark"), null=True)
    cap_minor = models.PositiveBigIntegerField(_("fee cap"), null=True)
    floor_minor = models.PositiveBigIntegerField(_("fee floor"), null=True)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    made_at = models.DateTimeField(_("made at"))

    benchmark = money_property("benchmark_minor")
    cap = money_property("cap_minor")
    floor = money_property("floor_minor")

    class Meta:
        verbose_name = _("fee assessment")
        verbose_name_plural = _("fee assessments")
        constraints = [
            models.CheckConstraint(
                name="marketplace_feeassessment_floor_within_cap",
                condition=Q(floor_minor=None)
                | Q(cap_minor=None)
                | Q(floor_minor__lte=F("cap_minor")),
            ),
        ]

    def __str__(self) -> str:
        return f"assessment {self.pk} of item {self.item_id}"

    @property
    def said_steps(self) -> list[dict]:
        """Return the steps to the benchmark with labels in the reader's language."""
        return spoken(self.steps, english=is_english())

    @property
    def said_policy_steps(self) -> list[dict]:
        """Return the steps from the benchmark to cap and floor, in the reader's language."""
        return spoken(self.policy_steps, english=is_english())
