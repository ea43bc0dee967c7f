from fractions import Fraction

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.models.fields import money_property
from marketplace.notation import money


class ListedServiceQuerySet(models.QuerySet):
    def active(self) -> "ListedServiceQuerySet":
        return self.filter(is_active=True)


class ListedService(models.Model):
    """What an agency offers for one item: a price or a discount, and the days it commits to.

    The discount is in basis points off the cap: 2000 is 20 %. That the committed days stay
    within the item's standard is a trigger's work (``agencies.triggers``).
    """

    agency = models.ForeignKey("agencies.Agency", on_delete=models.CASCADE, related_name="services")
    item = models.ForeignKey(
        "marketplace.ServiceItem",
        verbose_name=_("service item"),
        on_delete=models.PROTECT,
        related_name="listed_services",
    )
    price_minor = models.PositiveBigIntegerField(_("offered price"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    discount_bp = models.PositiveSmallIntegerField(_("discount off the cap"), null=True, blank=True)
    committed_days = models.PositiveSmallIntegerField(_("committed working days"))
    is_active = models.BooleanField(_("offered at present"), default=True)

    objects = ListedServiceQuerySet.as_manager()
    price = money_property("price_minor")

    class Meta:
        verbose_name = _("listed service")
        verbose_name_plural = _("listed services")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "item"],
                name="agencies_service_is_listed_once",
                violation_error_message=_("This service is listed already. Change it instead."),
            ),
            models.CheckConstraint(
                name="agencies_service_names_a_price_or_a_discount",
                condition=Q(price_minor__isnull=False, discount_bp=None)
                | Q(price_minor=None, discount_bp__isnull=False),
                violation_error_message=_("Name a price or a discount, and not both."),
            ),
            models.CheckConstraint(
                name="agencies_service_discount_is_below_the_whole",
                condition=Q(discount_bp=None) | Q(discount_bp__lt=10_000),
                violation_error_message=_("A discount takes off less than the whole."),
            ),
            models.CheckConstraint(
                name="agencies_service_promises_a_day",
                condition=Q(committed_days__gte=1),
                violation_error_message=_("Promise at least one working day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.item_id}"

    @property
    def facts(self) -> dict:
        """Return what the public log says of the offer."""
        return {
            "item": self.item.code,
            "price_fen": self.price_minor,
            "currency": self.currency,
            "discount_bp": self.discount_bp,
            "committed_days": self.committed_days,
        }

    @property
    def discount(self) -> Fraction | None:
        """Return the discount as a share of one."""
        return None if self.discount_bp is None else Fraction(self.discount_bp, 10_000)

    @property
    def offered(self) -> Money | None:
        """Return what it costs at present: the price, or the cap less the discount."""
        if self.discount_bp is None or self.item.cap_minor is None:
            return self.price
        exact = self.item.cap_minor * (1 - self.discount)
        return Money.nearest(exact, self.item.currency)

    def offer(self, *, price: Money | None, discount_bp: int | None, committed_days: int) -> None:
        """Take on these terms in memory; the command saves.

        Raises:
            Refusal: ``service.price_or_discount``, ``service.no_cap``, ``service.above_cap``
                or ``service.too_slow``.
        """
        self._require_one_price(price, discount_bp)
        self._require_within_cap(price)
        self._require_within_standard(committed_days)
        self.price = price
        self.discount_bp = discount_bp
        self.committed_days = committed_days

    def _require_one_price(self, price, discount_bp) -> None:
        if (price is None) == (discount_bp is None):
            raise Refusal(
                "service.price_or_discount",
                _("Nothing was stored: an offer names a price or a discount, and not both."),
                _("Fill in one of the two."),
            )
        if discount_bp is not None and self.item.fee_policy == self.item.FeePolicy.MARKET:
            raise Refusal(
                "service.no_cap",
                _("Nothing was stored: “%(item)s” has no cap that a discount could be taken off.")
                % {"item": self.item.name},
                _("Name a price."),
            )

    def _require_within_cap(self, price) -> None:
        cap = self.item.cap
        if price is not None and cap is not None and cap < price:
            raise Refusal(
                "service.above_cap",
                _("Nothing was stored: %(price)s is above the cap of %(cap)s.")
                % {"price": money(price), "cap": money(cap)},
                _("Name a price up to the cap."),
            )

    def _require_within_standard(self, committed_days) -> None:
        if committed_days > self.item.standard_days:
            raise Refusal(
                "service.too_slow",
                _("Nothing was stored: the standard is %(standard)d working days, not %(days)d.")
                % {"standard": self.item.standard_days, "days": committed_days},
                _("Commit to at most the standard, or leave the service out."),
            )
