"""Project types with their charts and lists, bundles, and what they cost."""

from .deeds import OWNER, WRONG
from .pages import Sight

SIGHTS = [
    Sight("projects", "/projects/"),
    Sight("project-private", "/projects/plant/"),
    Sight("project-public", "/projects/school/"),
    Sight("project-owner", "/projects/housing/", OWNER),
    Sight("bundle", "/bundles/three-evaluations-in-one/"),
    Sight("bundle-barred", "/bundles/three-surveys-in-one/"),
    Sight("bundle-credentials", "/bundles/many-evaluations-in-one/", OWNER),
    Sight("bundle-in-wizard", "/desk/owner/notices/new/?item=SUR-03&item=SUR-05", OWNER),
    Sight("project-costs", "/fees/projects/school/"),
    Sight("project-costs-own", "/fees/projects/road/?estimated_investment=300000000"),
    Sight("project-costs-wrong", "/fees/projects/road/?estimated_investment=x", status=WRONG),
    Sight("items-of-a-duty", "/items/?duty=voluntary"),
]
