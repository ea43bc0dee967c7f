from django.utils.translation import gettext_lazy as _

from agencies.models import Agency

from .base import Hit, SearchSource, address_of


class AgencySource(SearchSource):
    """Agencies that the public may know: listed, in publicity, suspended or removed."""

    key = "agency"
    label = _("Agencies")
    place = 20
    names = ("organisation__name_zh", "organisation__name_en")
    others = (
        "public_id",
        "organisation__credit_code",
        "region__name_zh",
        "region__name_en",
        "introduction_zh",
        "introduction_en",
        "services__item__name_zh",
        "services__item__name_en",
    )

    def public(self, language):
        return Agency.objects.public()

    def for_list(self, rows):
        return rows.select_related("organisation", "region")

    def hit(self, row, request):
        return Hit(
            title=row.name,
            url=address_of(row),
            summary=row.introduction,
            facts=(str(row.state_label), row.region.name, row.public_id),
        )
