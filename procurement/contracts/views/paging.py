import re

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404
from django.utils.translation import gettext as _

ROWS = 20
NUMBER = re.compile(r"[0-9]{1,6}")


def page_of(request, rows) -> Page:
    """Return the page that ``?page=`` names. Raises ``Http404`` where there is none."""
    wanted = request.GET.get("page") or "1"
    try:
        return Paginator(rows, ROWS).page(int(wanted) if NUMBER.fullmatch(wanted) else 0)
    except EmptyPage as error:
        raise Http404(_("There is no such page of this list.")) from error
