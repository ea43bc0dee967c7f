"""The search: one kind with filters, a filter in use, another spelling; searches that are kept."""

from .deeds import AGENCY
from .pages import SEND, Sight

SIGHTS = [
    Sight("search-agencies", "/search/?q=测绘&kind=agency"),
    Sight("search-narrowed", "/search/?q=测绘&kind=notice&state=decided"),
    Sight("search-narrowed-to-none", "/search/?q=测绘&kind=notice&state=xyzzy"),
    Sight("search-misspelt", "/search/?q=环竟影响评价"),
    Sight("saved-searches-none", "/search/saved/", AGENCY),
    Sight("saved-searches", "/search/saved/", AGENCY, press=SEND),
    Sight("saved-searches-off-wrong", "/search/saved/off/xyzzy/", status=404),
]
