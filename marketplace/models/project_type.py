from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel

from .catalogue import MAX_DAYS, ServiceItem
from .category import Department
from .fields import LineField, localised


class ProjectTypeQuerySet(models.QuerySet):
    def offered(self) -> ProjectTypeQuerySet:
        """Types that a visitor can choose; a withdrawn one keeps its page."""
        return self.filter(retired_on=None)

    def for_list(self) -> ProjectTypeQuerySet:
        return self.order_by("place", "code")

    def needing(self, *items: ServiceItem) -> ProjectTypeQuerySet:
        """Types on offer, one of whose approvals rests on one of the items."""
        return self.offered().filter(approvals__items__in=items).distinct()

    def with_lists(self) -> ProjectTypeQuerySet:
        """Types with their three lists, in a fixed number of queries."""
        items = ServiceItem.objects.select_related("department", "category").order_by("code")
        approvals = ApprovalItem.objects.select_related("department").prefetch_related(
            models.Prefetch("items", items)
        )
        return self.prefetch_related(
            "stages", models.Prefetch("approvals", approvals), "public_services"
        )


class ProjectType(ClusterableModel):
    """A kind of project, and by which approvals it is built: one chart, three lists.

    ``fee_factors`` says which printed choices of a fee schedule hold for such a project: by
    schedule, then by factor, the Chinese words of the choice.
    """

    class Fund(models.TextChoices):
        PUBLIC = "public", _("Public money")
        PRIVATE = "private", _("Private money")

    code = models.SlugField(_("code"), unique=True)
    place = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    name_zh = LineField(_("Chinese name"), max_length=120)
    name_en = LineField(_("English name"), max_length=120)
    blurb_zh = LineField(_("one sentence in Chinese"), max_length=300, blank=True)
    blurb_en = LineField(_("one sentence in English"), max_length=300, blank=True)
    fund = models.CharField(_("money"), max_length=20, choices=Fund)
    fee_factors = models.JSONField(_("factors of fee schedules"), default=dict, blank=True)
    retired_on = models.DateField(_("left the catalogue on"), null=True, blank=True)

    objects = ProjectTypeQuerySet.as_manager()
    name = localised("name")
    blurb = localised("blurb")

    class Meta:
        verbose_name = _("project type")
        verbose_name_plural = _("project types")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("marketplace:project_chart", args=[self.code])

    def is_offered_on(self, day: date) -> bool:
        return self.retired_on is None or day < self.retired_on


class ProjectStage(models.Model):
    """One stage of a project type, with the working days in which the hall decides it."""

    project_type = ParentalKey(ProjectType, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(_("stage"), max_length=20, choices=ServiceItem.Stage)
    target_days = models.PositiveSmallIntegerField(
        _("working days"), help_text=_("In which all approvals of the stage are decided.")
    )

    class Meta:
        verbose_name = _("stage of a project type")
        verbose_name_plural = _("stages of project types")
        constraints = [
            models.UniqueConstraint(
                fields=["project_type", "stage"], name="marketplace_projectstage_once"
            ),
            models.CheckConstraint(
                name="marketplace_projectstage_ends",
                condition=Q(target_days__gte=1, target_days__lte=MAX_DAYS),
                violation_error_message=_("Promise from one to 3,650 working days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_type_id} {self.stage}"


class ApprovalItem(ClusterableModel):
    """An approval that such a project needs, and the intermediary items that it rests on."""

    project_type = ParentalKey(ProjectType, on_delete=models.CASCADE, related_name="approvals")
    stage = models.CharField(_("stage"), max_length=20, choices=ServiceItem.Stage)
    place = models.PositiveSmallIntegerField(_("place"), default=0, editable=False)
    name_zh = LineField(_("Chinese name"), max_length=120)
    name_en = LineField(_("English name"), max_length=120)
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        on_delete=models.PROTECT,
        related_name="approval_items",
    )
    standard_days = models.PositiveSmallIntegerField(
        _("working days"), help_text=_("0 where it is decided on the spot.")
    )
    items = ParentalManyToManyField(
        ServiceItem,
        verbose_name=_("intermediary items"),
        related_name="approval_items",
        blank=True,
        help_text=_("What must be there before this approval can be decided."),
    )

    sort_order_field = "place"
    name = localised("name")

    class Meta:
        verbose_name = _("approval item")
        verbose_name_plural = _("approval items")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["project_type", "stage", "name_zh"],
                name="marketplace_approvalitem_named_once",
            ),
            models.CheckConstraint(
                name="marketplace_approvalitem_ends",
                condition=Q(standard_days__lte=MAX_DAYS),
                violation_error_message=_("Promise at most 3,650 working days."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PublicService(models.Model):
    """What the hall does for such a project free of charge, in one of its stages."""

    project_type = ParentalKey(
        ProjectType, on_delete=models.CASCADE, related_name="public_services"
    )
    stage = models.CharField(_("stage"), max_length=20, choices=ServiceItem.Stage)
    place = models.PositiveSmallIntegerField(_("place"), default=0, editable=False)
    name_zh = LineField(_("Chinese name"), max_length=120)
    name_en = LineField(_("English name"), max_length=120)

    sort_order_field = "place"
    name = localised("name")

    class Meta:
        verbose_name = _("public service")
        verbose_name_plural = _("public services")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["project_type", "stage", "name_zh"],
                name="marketplace_publicservice_named_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
