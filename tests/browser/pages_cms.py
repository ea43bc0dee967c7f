"""Pages that editors write: guides with their calculator, scenarios, policies, news, contact."""

from .deeds import WRONG
from .pages import Sight

SIGHTS = [
    Sight("guide-computed", "/guides/eia-01/?base=120000000&factor_sensitivity=1.2"),
    Sight("guide-wrong-figure", "/guides/eia-01/?base=x", status=WRONG),
    Sight("guide-market-price", "/guides/des-01/"),
    Sight("guide-barred", "/guides/eia-03/"),
    Sight("scenarios", "/scenarios/"),
    Sight("scenario", "/scenarios/plant/"),
    Sight("policies", "/policies/"),
    Sight("policies-filtered", "/policies/?standing=past&kind=rule"),
    Sight("policies-none", "/policies/?q=xyzzy"),
    Sight("policies-wrong-filter", "/policies/?kind=xyzzy", status=WRONG),
    Sight("policy", "/policies/running-rules/"),
    Sight("policy-coming", "/policies/running-rules-revised/"),
    Sight("policy-superseded", "/policies/running-rules-trial/"),
    Sight("policy-repealed", "/policies/filing-notice/"),
    Sight("policy-with-table", "/policies/counting-days/"),
    Sight("policy-with-items", "/policies/item-list-rules/"),
    Sight("policy-with-accordion", "/policies/model-contract/"),
    Sight("news", "/news/"),
    Sight("news-of-a-kind", "/news/?kind=report"),
    Sight("news-page", "/news/every-item-has-a-guide/"),
    Sight("news-with-figures", "/news/draws-recomputed/"),
    Sight("contact", "/contact/"),
    Sight("standing-verify", "/verify-a-draw/"),
]
