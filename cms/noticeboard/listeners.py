"""What a published notice means for the site: it gets a page in each language."""

import uuid

from django.utils.text import Truncator
from django.utils.translation import override

from marketplace.listeners import Listener
from procurement.models import Notice

from .models import NoticeIndexPage, NoticePage

TITLE_MAX = 255


class NoticePages(Listener):
    """Makes one page a notice and locale, under that locale's noticeboard.

    The pages of one notice are translations of each other: their common key comes
    from the notice, so Wagtail's own unique constraint refuses a second page.
    """

    key = "cms_noticeboard.pages"
    kinds = frozenset({"notice.published"})

    def hear(self, event):
        notice = Notice.objects.get(public_id=event.stream.removeprefix("notice:"))
        for board in NoticeIndexPage.objects.live().select_related("locale").order_by("path"):
            board.add_child(instance=page_of(notice, locale=board.locale))


def page_of(notice: Notice, *, locale) -> NoticePage:
    """Return a notice's page in one language, not saved yet."""
    with override(locale.language_code):
        title = Truncator(notice.title).chars(TITLE_MAX)
    return NoticePage(
        title=title,
        slug=notice.public_id.lower(),
        notice=notice,
        locale=locale,
        translation_key=uuid.uuid5(uuid.NAMESPACE_URL, notice.stream),
    )
