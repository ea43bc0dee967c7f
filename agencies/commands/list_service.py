from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import ServiceItem
from marketplace.models.checking import check
from marketplace.notation import day as day_in_words
from marketplace.transaction import command

from ..models import Agency, ListedService


def list_service(
    *, agency_id, item_id, committed_days, by, at, price=None, discount_bp=None
) -> ListedService:
    """Offer an item, at a price or at a discount off the cap, within so many working days.

    Raises:
        Refusal: ``agency.not_editable``, ``item.retired``, ``service.repeated``,
            ``service.price_or_discount``, ``service.no_cap``, ``service.above_cap``,
            ``service.too_slow`` or ``record.invalid``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_editable()
        item = ServiceItem.objects.get(pk=item_id)
        _require_in_catalogue(item, timezone.localdate(at))
        service = agency.services.filter(item=item).first() or ListedService(
            agency=agency, item=item, is_active=False
        )
        _require_not_offered(service)
        service.is_active = True
        service.offer(price=price, discount_bp=discount_bp, committed_days=committed_days)
        check(service)
        service.save()
        agency.tell(
            "service.listed", at=at, by=by, standard_days=item.standard_days, **service.facts
        )
    return service


def _require_in_catalogue(item: ServiceItem, today) -> None:
    if item.retired_on is not None and item.retired_on <= today:
        raise Refusal(
            "item.retired",
            _("Nothing was listed: “%(item)s” left the catalogue on %(day)s.")
            % {"item": item.name, "day": day_in_words(item.retired_on)},
            _("Choose an item of the present catalogue."),
        )


def _require_not_offered(service: ListedService) -> None:
    if service.is_active:
        raise Refusal(
            "service.repeated",
            _("Nothing was listed: you offer “%(item)s” already.") % {"item": service.item.name},
            _("Change that offer instead."),
        )
