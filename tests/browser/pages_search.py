"""The search: one kind with filters, a filter in use, another spelling; searches that are kept."""

from .deeds import AGENCY, PUBLIC_OWNER
from .pages import Sight

SAVE = "form:has([name=search]) button"

SIGHTS = [
    Sight("search-agencies", "/search/?q=survey&kind=agency"),
    Sight("search-narrowed", "/search/?q=survey&kind=notice&state=decided"),
    Sight("search-narrowed-to-none", "/search/?q=survey&kind=notice&state=xyzzy"),
    Sight("search-misspelt", "/search/?q=enviromental"),
    Sight("saved-searches-none", "/search/saved/", PUBLIC_OWNER),
    Sight("saved-searches", "/search/?q=survey&kind=agency", AGENCY, press=SAVE),
    Sight("saved-searches-off-wrong", "/search/saved/off/xyzzy/", status=404),
]
