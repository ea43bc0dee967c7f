"""What the demonstration's editors have published can be read, in both languages."""

from datetime import date

import pytest
from django.db.models import Count
from django.utils.translation import override

from cms.pages.commands import make_pages
from cms.pages.models import GuidePage, NewsPage, PolicyPage, ScenarioPage
from marketplace import clock
from marketplace.commands import load_catalogue
from marketplace.data import shipped_catalogue
from marketplace.models import Event, ServiceItem
from marketplace.project.demo.editorial import editorial
from tests.factories import HallFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = date(2026, 11, 4)
TYPES = {GuidePage: 110, ScenarioPage: 8, PolicyPage: 16, NewsPage: 12}


@pytest.fixture
def world(at):
    """A hall with the whole catalogue, and all that its editors have published."""
    HallFactory()
    make_pages()
    load_catalogue(data=shipped_catalogue(), at=clock.now())
    for moment in editorial(TODAY):
        at(moment)
    return at


def test_every_piece_is_live_in_both_languages_and_can_be_read(world, client):
    assert {model: model.objects.live().count() for model in TYPES} == TYPES
    assert (
        GuidePage.objects.order_by().values("item").distinct().count()
        == ServiceItem.objects.count()
    )
    for model, count in TYPES.items():
        twins = (
            model.objects.order_by().values("translation_key").annotate(languages=Count("locale"))
        )
        assert [each["languages"] for each in twins] == [2] * (count // 2)
    published = Event.objects.filter(kind="page.published")
    assert len({event.stream for event in published}) == published.count()
    looked_at = [
        *GuidePage.objects.filter(item__code__in=["EIA-01", "DES-01"]),
        *ScenarioPage.objects.all(),
        *PolicyPage.objects.all(),
        *NewsPage.objects.all(),
    ]
    for page in looked_at:
        with override(page.locale.language_code):
            assert client.get(page.url).status_code == 200, page.url

    versions = PolicyPage.objects.get(slug="running-rules", locale__language_code="en").versions()

    assert [version.standing.value for version in versions] == [
        "coming",
        "in_force",
        "superseded",
    ]
