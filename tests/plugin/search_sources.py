from marketplace.models import Region
from search.sources.base import Hit, SearchSource


class RegionSource(SearchSource):
    """Regions, which have no page of their own."""

    key = "region"
    label = "Regions"
    place = 90
    names = ("name_zh", "name_en")

    def public(self, language):
        return Region.objects.all()

    def hit(self, row, request):
        return Hit(title=row.name, url="", facts=(row.code,))
