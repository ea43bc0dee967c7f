from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.models.fields import money_property

from ..domain.ballot import Entry


class ResponseQuerySet(models.QuerySet):
    def standing(self) -> "ResponseQuerySet":
        """Answers that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def valid(self) -> "ResponseQuerySet":
        """Standing answers whose agencies still qualified when the notice closed."""
        return self.standing().filter(exclusion="")


class Response(models.Model):
    """One agency's answer to one notice: a sign-up, an acceptance, or a priced bid.

    ``deadline_at``, ``ceiling_minor`` and ``floor_minor`` repeat the notice's terms
    as they stood on arrival, because a check constraint cannot look into another
    table. That the copies are true is a trigger's work (``procurement.triggers``).
    """

    notice = models.ForeignKey(
        "procurement.Notice", on_delete=models.PROTECT, related_name="responses"
    )
    agency = models.ForeignKey(
        "agencies.Agency", on_delete=models.PROTECT, related_name="responses"
    )
    price_minor = models.PositiveBigIntegerField(_("price"), null=True)
    ceiling_minor = models.PositiveBigIntegerField(editable=False)
    floor_minor = models.PositiveBigIntegerField(null=True, editable=False)
    currency = models.CharField(max_length=3)
    received_at = models.DateTimeField(_("received at"))  # lateness goes by this
    recorded_at = models.DateTimeField(_("recorded at"))  # order goes by this
    deadline_at = models.DateTimeField(editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    exclusion = models.CharField(_("why it did not count"), max_length=60, blank=True)

    objects = ResponseQuerySet.as_manager()
    price = money_property("price_minor")

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "agency"],
                condition=Q(withdrawn_at=None),
                name="procurement_response_one_standing_per_agency",
            ),
            models.CheckConstraint(
                name="procurement_response_arrived_in_time",
                condition=Q(received_at__lt=F("deadline_at")),
            ),
            models.CheckConstraint(
                name="procurement_response_within_ceiling",
                condition=Q(price_minor=None) | Q(price_minor__lte=F("ceiling_minor")),
            ),
            models.CheckConstraint(
                name="procurement_response_above_floor",
                condition=Q(price_minor=None)
                | Q(floor_minor=None)
                | Q(price_minor__gte=F("floor_minor")),
            ),
            models.CheckConstraint(
                name="procurement_response_withdrawn_in_time",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__lt=F("deadline_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} on {self.notice_id}"

    def as_entry(self) -> Entry:
        """Return the answer as a mode may see it."""
        return Entry(self.agency.public_id, self.price)


class Promise(models.Model):
    """The working days an answer promises for one line; at most what the line requires."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="promises")
    line = models.ForeignKey(
        "procurement.NoticeLine", on_delete=models.PROTECT, related_name="promises"
    )
    promised_days = models.PositiveSmallIntegerField(_("promised working days"))
    required_days = models.PositiveSmallIntegerField(editable=False)

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        constraints = [
            models.UniqueConstraint(
                fields=["response", "line"], name="procurement_promise_one_per_line"
            ),
            models.CheckConstraint(
                name="procurement_promise_within_required_days",
                condition=Q(promised_days__gte=1, promised_days__lte=F("required_days")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promised_days} days for line {self.line_id}"
