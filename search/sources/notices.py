from django.utils.translation import gettext_lazy as _

from marketplace.notation import in_chinese
from procurement.models import Notice

from .base import Hit, SearchSource, address_of


class NoticeSource(SearchSource):
    """Notices from the moment they are published; never a draft."""

    key = "notice"
    label = _("Notices")
    place = 30
    names = ("project__name_zh", "project__name_en")
    others = (
        "public_id",
        "project__code",
        "owner__organisation__name_zh",
        "owner__organisation__name_en",
        "lines__item__name_zh",
        "lines__item__name_en",
        "scope",
    )

    def public(self, language):
        return Notice.objects.published()

    def for_list(self, rows):
        return rows.for_list()

    def hit(self, row, request):
        return Hit(
            title=row.title,
            url=address_of(row),
            summary=row.scope if in_chinese() else "",
            facts=(str(row.state_label), str(row.mode_label), row.owner.name, row.public_id),
        )
