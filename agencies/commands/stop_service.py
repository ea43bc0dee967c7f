from marketplace.transaction import command

from ..models import Agency, ListedService


def stop_service(*, agency_id, item_id, by, at) -> ListedService:
    """Offer an item no longer. It can be listed again later.

    Raises:
        Refusal: ``agency.not_editable``.
        ListedService.DoesNotExist: where the agency does not offer the item.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_editable()
        service = agency.services.active().select_related("item").get(item_id=item_id)
        service.is_active = False
        service.save(update_fields=["is_active"])
        agency.tell("service.stopped", at=at, by=by, item=service.item.code)
    return service
