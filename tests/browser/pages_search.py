"""The search: one kind with filters, a filter in use, another spelling; searches that are kept."""

from .deeds import AGENCY
from .pages import SEND, Sight

SIGHTS = [
    Sight("search-agencies", "/search/?q=survey&kind=agency"),
    Sight("search-narrowed", "/search/?q=survey&kind=notice&state=decided"),
    Sight("search-narrowed-to-none", "/search/?q=survey&kind=notice&state=xyzzy"),
    Sight("search-misspelt", "/search/?q=enviromental"),
    Sight("saved-searches", "/search/saved/", AGENCY, press=SEND),
    Sight("saved-searches-off-wrong", "/search/saved/off/xyzzy/", status=404),
]
