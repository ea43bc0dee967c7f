from types import MappingProxyType

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from marketplace.kernel.lifecycle import IllegalStep
from marketplace.kernel.refusal import Refusal
from marketplace.models.fields import LineField, ProseField, money_property

from ..domain.ballot import Terms
from ..domain.lifecycle import DECIDED, NOTICE, UNPUBLISHED, State, Step
from ..modes.registry import mode_choices, modes
from .states import STATE_LABELS, UNPUBLISHED_VALUES, state_choices


class NoticeQuerySet(models.QuerySet):
    def locked(self, pk) -> "Notice":
        """Fetch one notice and hold its row until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def published(self) -> "NoticeQuerySet":
        return self.filter(published_at__isnull=False)

    def drafts(self) -> "NoticeQuerySet":
        return self.filter(state__in=UNPUBLISHED_VALUES)

    def to_copy(self) -> "NoticeQuerySet":
        """What a new draft may refer to: all but drafts."""
        return self.exclude(state__in=UNPUBLISHED_VALUES)

    def open_at(self, at) -> "NoticeQuerySet":
        return self.filter(state=State.OPEN.value, published_at__lte=at, closes_at__gt=at)

    def due_to_close(self, at) -> "NoticeQuerySet":
        return self.filter(state=State.OPEN.value, closes_at__lte=at).order_by("closes_at", "pk")

    def in_review(self) -> "NoticeQuerySet":
        return self.filter(state=State.IN_REVIEW.value).order_by("review_by", "pk")

    def overdue_for_review(self, at) -> "NoticeQuerySet":
        """Those whose reviewer is too late, as long as nothing has come of it."""
        return self.in_review().filter(review_by__lte=at, review_escalated_at=None)

    def in_state(self, state: State) -> "NoticeQuerySet":
        return self.filter(state=state.value).order_by("closes_at", "pk")

    def decided(self) -> "NoticeQuerySet":
        return self.filter(state__in=[state.value for state in DECIDED])

    def for_list(self) -> "NoticeQuerySet":
        """With everything a row of a list shows; never how many have answered."""
        return self.select_related(
            "owner__organisation",
            "project__region",
            "award__winner__organisation",
        ).prefetch_related("lines__item", "award__skips")


class Notice(models.Model):
    """An owner's call for services, under terms that freeze when it is published.

    ``cap_minor`` (from the schedule, may be none), ``floor_minor`` and ``ceiling_minor`` (the
    owner's) are the sums over the lines; ``min_answers``, ``fiscal_share_bp`` and
    ``rules`` are pinned at publication.
    """

    public_id = models.CharField(_("public id"), max_length=16, unique=True, editable=False)
    hall = models.ForeignKey(
        "marketplace.Hall", verbose_name=_("hall"), on_delete=models.PROTECT, related_name="notices"
    )
    rules = models.ForeignKey(
        "marketplace.HallRules",
        verbose_name=_("pinned rules"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )
    owner = models.ForeignKey(
        "procurement.Owner",
        verbose_name=_("project owner"),
        on_delete=models.PROTECT,
        related_name="notices",
    )
    project = models.ForeignKey(
        "procurement.Project",
        verbose_name=_("project"),
        on_delete=models.PROTECT,
        related_name="notices",
    )
    follows = models.ForeignKey(
        "self",
        verbose_name=_("earlier notice for the same work"),
        on_delete=models.PROTECT,
        related_name="followed_by",
        null=True,
        blank=True,
    )
    scope = ProseField(_("what is to be done"), max_length=4000, blank=True)
    contact_name = LineField(_("contact person"), max_length=60, blank=True)
    contact_phone = LineField(_("telephone"), max_length=40, blank=True)
    complaint_phone = LineField(_("telephone for complaints"), max_length=40, blank=True)
    mode_key = models.CharField(
        _("selection mode"), max_length=40, choices=mode_choices, blank=True
    )
    mode_version = models.PositiveSmallIntegerField(null=True, editable=False)
    mode_params = models.JSONField(_("mode parameters"), default=dict, blank=True)
    lines_in_sequence = models.BooleanField(_("one service after the other"), default=False)
    cap_minor = models.PositiveBigIntegerField(_("fee cap"), null=True, editable=False)
    ceiling_minor = models.PositiveBigIntegerField(_("ceiling"), null=True, editable=False)
    floor_minor = models.PositiveBigIntegerField(_("fee floor"), null=True, editable=False)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    fiscal_share_bp = models.PositiveSmallIntegerField(null=True, editable=False)
    min_answers = models.PositiveSmallIntegerField(null=True, editable=False)
    submitted_at = models.DateTimeField(_("handed in at"), null=True, editable=False)
    review_by = models.DateTimeField(_("to be reviewed by"), null=True, editable=False)
    review_escalated_at = models.DateTimeField(null=True, editable=False)
    review_remark = ProseField(
        _("what the reviewer asks for"), max_length=1000, blank=True, editable=False
    )
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    draw = models.OneToOneField(
        "marketplace_draw.Draw",
        verbose_name=_("draw"),
        on_delete=models.PROTECT,
        related_name="notice",
        null=True,
        editable=False,
    )
    failure = models.CharField(_("why it failed"), max_length=40, blank=True, editable=False)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=state_choices,
        default=State.DRAFT.value,
        editable=False,
    )

    objects = NoticeQuerySet.as_manager()
    cap = money_property("cap_minor")
    ceiling = money_property("ceiling_minor")
    floor = money_property("floor_minor")

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["state", "closes_at"], name="procurement_notice_due"),
            models.Index(fields=["-published_at"], name="procurement_notice_newest"),
            models.Index(fields=["owner", "state"], name="procurement_notice_of_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                name="procurement_notice_state_is_known",
                condition=Q(state__in=[state.value for state in State]),
            ),
            models.CheckConstraint(
                name="procurement_notice_ceiling_is_above_zero",
                condition=Q(ceiling_minor=None) | Q(ceiling_minor__gt=0),
            ),
            models.CheckConstraint(
                name="procurement_notice_ceiling_within_cap",
                condition=Q(cap_minor=None)
                | Q(ceiling_minor=None)
                | Q(ceiling_minor__lte=F("cap_minor")),
            ),
            models.CheckConstraint(
                name="procurement_notice_floor_within_ceiling",
                condition=Q(floor_minor=None)
                | Q(ceiling_minor=None)
                | Q(floor_minor__lte=F("ceiling_minor")),
            ),
            models.CheckConstraint(
                name="procurement_notice_published_and_pinned_together",
                condition=Q(published_at=None, mode_version=None, rules=None)
                | Q(
                    published_at__isnull=False,
                    mode_version__isnull=False,
                    rules__isnull=False,
                    ceiling_minor__isnull=False,
                    closes_at__isnull=False,
                    min_answers__isnull=False,
                    fiscal_share_bp__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="procurement_notice_only_drafts_are_unpublished",
                condition=Q(published_at=None, state__in=[*UNPUBLISHED_VALUES, "cancelled"])
                | (Q(published_at__isnull=False) & ~Q(state__in=UNPUBLISHED_VALUES)),
            ),
            models.CheckConstraint(
                name="procurement_notice_is_reviewed_by_a_time",
                condition=~Q(state="in_review")
                | Q(submitted_at__isnull=False, review_by__isnull=False),
            ),
            models.CheckConstraint(
                name="procurement_notice_is_returned_for_a_reason",
                condition=~Q(state="returned") | ~Q(review_remark=""),
            ),
            models.CheckConstraint(
                name="procurement_notice_window_runs_forward",
                condition=Q(published_at=None) | Q(closes_at__gt=F("published_at")),
            ),
            models.CheckConstraint(
                name="procurement_notice_failed_for_a_reason",
                condition=(Q(state="failed") & ~Q(failure=""))
                | (~Q(state="failed") & Q(failure="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.public_id})"

    def get_absolute_url(self) -> str:
        return reverse("procurement:notice", args=[self.public_id])

    @property
    def title(self) -> str:
        """Return the project's name and the services, in the reader's language."""
        between = pgettext("between two services in a title", ", ")
        services = between.join(line.item.name for line in self.lines.all())
        return _("%(project)s: %(services)s") % {"project": self.project.name, "services": services}

    @property
    def stream(self) -> str:
        return f"notice:{self.public_id}"

    @property
    def state_label(self):
        return STATE_LABELS[State(self.state)]

    @property
    def mode(self):
        """Return the selection mode. Raises ``ImproperlyConfigured`` if it is not installed."""
        return modes.get(self.mode_key)()

    @property
    def mode_label(self) -> str:
        """Return the mode's label, or its key where the mode is not installed."""
        return dict(mode_choices()).get(self.mode_key, self.mode_key)

    @property
    def terms(self) -> Terms:
        return Terms(
            ceiling=self.ceiling,
            floor=self.floor,
            closes_at=self.closes_at,
            params=MappingProxyType(self.mode_params),
        )

    @property
    def invited(self) -> str | None:
        """Return the public id of the one agency that may answer, or None where all may."""
        known = {key for key, _label in mode_choices()}
        return self.mode.invited(self.mode_params) if self.mode_key in known else None

    def has_public_money(self) -> bool:
        return bool(self.fiscal_share_bp)

    def is_draft(self) -> bool:
        return self.state in UNPUBLISHED

    def is_in_review(self) -> bool:
        return self.state == State.IN_REVIEW

    def is_open(self, at) -> bool:
        return self.state == State.OPEN and at < self.closes_at

    def advance(self, step: Step) -> None:
        """Move along the lifecycle in memory; the command saves.

        Raises:
            Refusal: ``notice.wrong_state`` where the table has no such move.
        """
        try:
            self.state = NOTICE.after(self.state, step).value
        except IllegalStep as error:
            raise Refusal(
                "notice.wrong_state",
                _("This cannot be done now: the notice is “%(state)s”.")
                % {"state": self.state_label},
                _("Reload the page to see what is possible now."),
            ) from error
