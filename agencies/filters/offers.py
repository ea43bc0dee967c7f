"""What listed services cost, as a column: the price, or the cap less the discount."""

from __future__ import annotations

from django.db.models import BigIntegerField, Case, ExpressionWrapper, F, QuerySet, When

WHOLE_BP = 10_000


def with_amount(offers: QuerySet) -> QuerySet:
    """Annotate each offer with its price in minor units, as ``ListedService.offered`` tells it.

    None where a discount is taken off a cap that depends on the project. The cap is cut in
    two so that no product leaves the range of a big integer; rounded half up, once.
    """
    kept = WHOLE_BP - F("discount_bp")
    cap = F("item__cap_minor")
    discounted = cap / WHOLE_BP * kept + (cap % WHOLE_BP * kept + WHOLE_BP // 2) / WHOLE_BP
    return offers.annotate(
        amount=Case(
            When(price_minor__isnull=False, then=F("price_minor")),
            default=ExpressionWrapper(discounted, output_field=BigIntegerField()),
            output_field=BigIntegerField(),
        )
    )
