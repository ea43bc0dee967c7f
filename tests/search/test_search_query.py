"""What the command line finds is what a visitor finds."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from marketplace.models import ServiceCategory
from tests.factories import OrganisationFactory, ServiceItemFactory
from tests.factories.agencies import AgencyFactory
from tests.factories.procurement import NoticeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
KEYS = {"total", "took_ms", "results", "facets"}


@pytest.fixture
def market():
    shelf = ServiceCategory.objects.create(code="SURVEY", name_zh="测绘类", name_en="Surveying")
    item = ServiceItemFactory(name_zh="地形测绘", name_en="Topographic survey", category=shelf)
    agency = AgencyFactory(organisation=OrganisationFactory(name_zh="云浦测绘公司"))
    agency.services.create(item=item, price_minor=1, committed_days=1)
    other = AgencyFactory(organisation=OrganisationFactory(name_zh="临澜测绘公司"))
    notice = NoticeFactory(items=[item], open=True)
    call_command("rebuild_search", backend="database", verbosity=0)
    return {"agency": agency, "other": other, "notice": notice, "item": item}


def query(*words, **options):
    out = StringIO()
    call_command("search_query", *words, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def test_the_answer_has_totals_rows_and_facets(market):
    answer = query("测绘", kind="agencies")

    assert answer.keys() >= KEYS
    assert answer["total"] == 2
    ids = {market["agency"].public_id, market["other"].public_id}
    assert {row["id"] for row in answer["results"]} == ids
    assert all(row.keys() == {"kind", "id", "title", "url"} for row in answer["results"])
    assert answer["results"][0]["kind"] == "agencies"
    assert answer["facets"]["category"] == {"SURVEY": 1}
    assert answer["facets"]["state"] == {"listed": 2}


def test_filters_narrow(market):
    answer = query("", kind="agencies", category=["SURVEY"])

    assert [row["id"] for row in answer["results"]] == [market["agency"].public_id]
    assert query("", kind="agencies", credential=["NONE"])["total"] == 0


def test_without_a_kind_everything_is_found(market):
    answer = query("地形测绘")

    assert answer["totals"]["items"] == 1
    assert answer["totals"]["notices"] == 1
    assert answer["totals"]["agencies"] == 1
    assert answer["total"] == sum(answer["totals"].values())


def test_titles_are_in_the_language_asked_for(market):
    answer = query("topographic", kind="items", language="en")

    assert [row["title"] for row in answer["results"]] == ["Topographic survey"]
    assert answer["results"][0]["url"].startswith("/en/")


def test_what_finds_nothing_is_read_as_the_site_reads_it(market):
    answer = query("Topographc", kind="items", language="en")

    assert answer["read_as"] == "topographic"
    assert [each["title"] for each in answer["results"]] == ["Topographic survey"]
    assert query("survey", kind="items", language="en")["read_as"] == "survey"


def test_a_person_reads_lines(market):
    out = StringIO()

    call_command("search_query", "云浦", kind="agencies", stdout=out)

    assert "1 found in" in out.getvalue()
    assert "云浦测绘公司" in out.getvalue()


def test_an_engine_that_cannot_answer_is_told():
    with pytest.raises(CommandError, match="database cannot answer: there is no index yet"):
        query("云浦", backend="database")
