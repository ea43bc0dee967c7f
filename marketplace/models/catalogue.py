from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail import hooks

from .category import Department, ServiceCategory
from .credential_type import CredentialGrade, CredentialType
from .fields import LineField, ProseField, localised, money_property

MAX_DAYS = 3650
SCHEDULED = ("cap", "floor", "cap_and_floor", "at_lower_limit", "cap_share")


class ServiceItemQuerySet(models.QuerySet):
    def offered(self) -> "ServiceItemQuerySet":
        """Items that are in the catalogue today; a retired one keeps its page."""
        return self.filter(retired_on=None)

    def purchasable(self) -> "ServiceItemQuerySet":
        """Items for which an owner may publish a notice; ``purchasable.py`` tells why not."""
        owner = ServiceItem.Party.OWNER
        return (
            self.offered()
            .filter(payer=owner, chosen_by=owner)
            .exclude(duty=ServiceItem.Duty.VOLUNTARY)
        )

    def for_list(self) -> "ServiceItemQuerySet":
        return self.select_related("department", "category__parent").order_by("code")


class ServiceItem(ClusterableModel):
    """What is sold on a shelf: for at most how much, how fast, by whom, and who must buy it.

    ``fee_schedule`` names a schedule (``marketplace.fees``) where the cap is computed from a
    base; ``cap_minor`` is the cap of an item that has one fixed figure. Both may be missing.
    An app above checks an item further with ``register_item_checks``, a function of the item
    that raises ``ValidationError``.
    """

    class Stage(models.TextChoices):
        APPROVAL = "approval", _("Project and land approval")
        PLANNING = "planning", _("Planning permission")
        CONSTRUCTION = "construction", _("Construction permit and works")
        ACCEPTANCE = "acceptance", _("Completion and acceptance")

    class Duty(models.TextChoices):
        REQUIRED = "required", _("Required")
        CONDITIONAL = "conditional", _("Required in some cases")
        VOLUNTARY = "voluntary", _("Voluntary: nobody may demand it")
        AUTHORITY = "authority", _("Ordered and paid by the authority")

    class Party(models.TextChoices):
        OWNER = "owner", _("Project owner")
        AUTHORITY = "authority", _("Approving department")
        ASSIGNED = "assigned", _("Assigned by law")

    class DaysKind(models.TextChoices):
        DELIVERABLE = "deliverable", _("Until the report is delivered")
        ACCOMPANYING = "accompanying", _("Service period during construction")

    class FeePolicy(models.TextChoices):
        CAP = "cap", _("Cap")
        FLOOR = "floor", _("Floor")
        CAP_AND_FLOOR = "cap_and_floor", _("Cap and floor")
        AT_LOWER_LIMIT = "at_lower_limit", _("Charge at the lower limit")
        CAP_SHARE = "cap_share", _("Share of the schedule")
        ABSOLUTE = "absolute", _("Absolute cap")
        MANUAL = "manual", _("Set by two people, with a reason")
        MARKET = "market", _("Market price, no cap")

        @classmethod
        def of_a_schedule(cls) -> list[str]:
            """Return the policies that need a schedule; the others need none and have none."""
            return list(SCHEDULED)

    code = models.SlugField(_("code"), unique=True)
    name_zh = LineField(_("Chinese name"), max_length=120)
    name_en = LineField(_("English name"), max_length=120)
    category = models.ForeignKey(
        ServiceCategory,
        verbose_name=_("category"),
        on_delete=models.PROTECT,
        related_name="items",
    )
    department = models.ForeignKey(
        Department, verbose_name=_("department"), on_delete=models.PROTECT, related_name="items"
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    duty = models.CharField(_("duty"), max_length=20, choices=Duty)
    payer = models.CharField(_("who pays"), max_length=20, choices=Party)
    chosen_by = models.CharField(_("who chooses"), max_length=20, choices=Party)
    owner_may_do_it = models.BooleanField(_("the owner may do it"), default=False)
    precedes_zh = LineField(_("approval it precedes, in Chinese"), max_length=300, blank=True)
    precedes_en = LineField(_("approval it precedes, in English"), max_length=300, blank=True)
    applies_zh = ProseField(_("when it applies, in Chinese"), max_length=1000, blank=True)
    applies_en = ProseField(_("when it applies, in English"), max_length=1000, blank=True)
    legal_basis_zh = ProseField(_("legal basis"), max_length=1000, blank=True)
    deliverable_zh = LineField(_("deliverable, in Chinese"), max_length=300, blank=True)
    deliverable_en = LineField(_("deliverable, in English"), max_length=300, blank=True)
    papers = models.JSONField(_("papers"), default=list, blank=True)
    steps = models.JSONField(_("steps"), default=list, blank=True)
    questions = models.JSONField(_("questions"), default=list, blank=True)
    synonyms = models.JSONField(_("what people type"), default=list, blank=True)
    standard_days = models.PositiveSmallIntegerField(_("standard working days"))
    days_kind = models.CharField(
        _("what the days count"), max_length=20, choices=DaysKind, default=DaysKind.DELIVERABLE
    )
    fee_policy = models.CharField(_("fee policy"), max_length=20, choices=FeePolicy)
    fee_schedule = models.CharField(_("fee schedule"), max_length=40, blank=True)
    fee_kind = models.CharField(_("kind in the schedule"), max_length=40, blank=True)
    fee_params = models.JSONField(_("fee parameters"), default=dict, blank=True)
    cap_minor = models.PositiveBigIntegerField(_("fee cap"), null=True, blank=True)
    cap_source_zh = LineField(_("source of the cap, in Chinese"), max_length=300, blank=True)
    cap_source_en = LineField(_("source of the cap, in English"), max_length=300, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    tender_threshold_minor = models.PositiveBigIntegerField(
        _("compulsory tender from"), null=True, blank=True
    )
    credential_rule = models.CharField(
        _("credentials needed"),
        max_length=3,
        choices=[("any", _("any one of them")), ("all", _("all of them"))],
        default="any",
    )
    typical = models.JSONField(_("typical base or price"), default=dict, blank=True)
    retired_on = models.DateField(_("left the catalogue on"), null=True, blank=True)

    objects = ServiceItemQuerySet.as_manager()
    name = localised("name")
    precedes = localised("precedes")
    applies = localised("applies")
    deliverable = localised("deliverable")
    cap_source = localised("cap_source")
    cap = money_property("cap_minor")
    tender_threshold = money_property("tender_threshold_minor")

    class Meta:
        verbose_name = _("service item")
        verbose_name_plural = _("service items")
        constraints = [
            models.CheckConstraint(
                name="marketplace_item_promises_a_day",
                condition=Q(standard_days__gte=1, standard_days__lte=MAX_DAYS),
                violation_error_message=_("Promise from one to 3,650 working days."),
            ),
            models.CheckConstraint(
                name="marketplace_item_cap_has_a_source",
                condition=Q(cap_minor=None) | ~Q(cap_source_zh=""),
                violation_error_message=_("Say where the cap comes from."),
            ),
            models.CheckConstraint(
                name="marketplace_item_policy_has_what_it_needs",
                condition=(
                    Q(fee_policy__in=SCHEDULED, cap_minor=None) & ~Q(fee_schedule="")
                    | Q(fee_policy="absolute", cap_minor__isnull=False)
                    & Q(fee_schedule="", fee_kind="")
                    | Q(fee_policy="market", cap_minor=None, fee_schedule="", fee_kind="")
                ),
                violation_error_message=_(
                    "A policy of a schedule needs the schedule and has no figure; an absolute cap "
                    "has a figure and no schedule; a market price has neither. A cap set by two "
                    "people belongs to a hall's own terms, not to the item."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("marketplace:item", args=[self.code])

    def clean(self) -> None:
        super().clean()
        for check in hooks.get_hooks("register_item_checks"):
            check(self)


class ItemCredential(models.Model):
    """A credential that an item asks for, at this grade or a better one."""

    item = ParentalKey(ServiceItem, on_delete=models.CASCADE, related_name="required_credentials")
    type = models.ForeignKey(
        CredentialType,
        verbose_name=_("credential type"),
        on_delete=models.PROTECT,
        related_name="required_by",
    )
    min_grade = models.ForeignKey(
        CredentialGrade, verbose_name=_("lowest grade"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("required credential")
        verbose_name_plural = _("required credentials")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "type"], name="marketplace_item_asks_a_credential_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.min_grade}"

    def clean(self) -> None:
        if self.type_id and self.min_grade_id and self.min_grade.type_id != self.type_id:
            raise ValidationError(
                {"min_grade": _("This is a grade of another credential. Pick one of its own.")}
            )


class Bundle(models.Model):
    """Several items that are bought as one (三评合一, 三测合一, 多评合一)."""

    code = models.SlugField(_("code"), unique=True)
    name_zh = LineField(_("Chinese name"), max_length=120)
    name_en = LineField(_("English name"), max_length=120)
    blurb_zh = LineField(_("one sentence in Chinese"), max_length=300, blank=True)
    blurb_en = LineField(_("one sentence in English"), max_length=300, blank=True)
    items = models.ManyToManyField(ServiceItem, verbose_name=_("items"), related_name="bundles")

    name = localised("name")
    blurb = localised("blurb")

    class Meta:
        verbose_name = _("bundle")
        verbose_name_plural = _("bundles")

    def __str__(self) -> str:
        return self.name
