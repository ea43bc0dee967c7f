from marketplace.models.checking import check
from marketplace.transaction import command

from ..models import Agency, ListedService


def change_service(
    *, agency_id, item_id, committed_days, by, at, price=None, discount_bp=None
) -> ListedService:
    """Put other terms on an item that the agency offers. Answers already given keep theirs.

    Raises:
        Refusal: ``agency.not_editable``, ``service.price_or_discount``, ``service.no_cap``,
            ``service.above_cap``, ``service.too_slow`` or ``record.invalid``.
        ListedService.DoesNotExist: where the agency does not offer the item.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_editable()
        service = agency.services.active().select_related("item").get(item_id=item_id)
        service.offer(price=price, discount_bp=discount_bp, committed_days=committed_days)
        check(service)
        service.save()
        agency.tell(
            "service.changed",
            at=at,
            by=by,
            standard_days=service.item.standard_days,
            **service.facts,
        )
    return service
