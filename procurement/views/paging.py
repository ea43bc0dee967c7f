from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import Http404
from django.utils.translation import gettext as _

ROWS = 20


def page_of(request, rows) -> Page:
    """Return the page that ``?page=`` names. Raises ``Http404`` where there is none."""
    try:
        return Paginator(rows, ROWS).page(request.GET.get("page") or 1)
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404(_("There is no such page of this list.")) from error
