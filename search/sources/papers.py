from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from procurement.models import Attachment

from ..document import Document
from .base import Hit, SearchSource
from .heard import after


class PaperSource(SearchSource):
    """The papers of published notices, by their names and by the notice they belong to."""

    key = "document"
    label = _("Papers of notices")
    place = 50
    names = ("document__name",)
    codes = ("notice__public_id",)
    others = ("notice__project__name_zh", "notice__project__name_en")
    heard = frozenset({"notice.published"})

    def public(self, language):
        return Attachment.objects.filter(notice__published_at__isnull=False)

    def for_list(self, rows):
        return rows.select_related("document", "notice__project")

    def hit(self, row, request):
        return Hit(
            title=row.document.name,
            url=reverse("documents:paper", args=[row.document.public_id]),
            summary=row.notice.project.name,
            facts=(row.notice.public_id,),
        )

    def for_index(self, rows):
        return self.for_list(rows)

    def document(self, row):
        project = row.notice.project
        return Document(
            kind=self.key,
            id=row.pk,
            names=(row.document.name,),
            codes=(row.notice.public_id,),
            text="\n".join(filter(None, (project.name_zh, project.name_en))),
        )

    def touched(self, events):
        ids = after("notice:", events)
        return Attachment.objects.filter(notice__public_id__in=ids)
