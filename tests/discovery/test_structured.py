"""Schema.org data: true, readable, and closed to whatever a name may hold."""

import json

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from marketplace.discovery.structured import as_script, questions
from tests.discovery.reading import HOST, data, soup
from tests.factories import AgencyFactory, HallFactory, ServiceItemFactory
from tests.figures.stories import Story, shelf, tell

HOSTILE = "</script><script>alert('1')</script><!-- & \u2028 \"'"


@pytest.mark.django_db
def test_the_way_to_a_page_is_told_with_complete_addresses(client, at):
    HallFactory()
    agency = AgencyFactory()

    told = data(soup(client, f"/en/agencies/{agency.public_id}/"))["BreadcrumbList"]

    steps = [(step["position"], step["name"], step["item"]) for step in told["itemListElement"]]
    assert steps == [
        (1, "Home", f"{HOST}/en/"),
        (2, "Directory of agencies", f"{HOST}/en/agencies/"),
        (3, agency.name, f"{HOST}/en/agencies/{agency.public_id}/"),
    ]


@pytest.mark.django_db
def test_an_item_is_a_public_service_with_its_cap_and_questions(client, at):
    hall = HallFactory()
    asked = {"question_en": "Who pays?", "answer_en": "The owner.", "question_zh": "谁付钱？",
             "answer_zh": "业主。"}  # fmt: skip
    item = ServiceItemFactory(questions=[asked])

    told = data(soup(client, f"/en/items/{item.code}/"))

    service = told["GovernmentService"]
    assert (service["name"], service["identifier"]) == (item.name_en, item.code)
    assert service["provider"]["name"] == hall.name_en
    price = service["offers"]["priceSpecification"]
    assert (price["maxPrice"], price["priceCurrency"]) == ("20000.00", "CNY")
    assert told["FAQPage"]["mainEntity"] == [
        {
            "@type": "Question",
            "name": "Who pays?",
            "acceptedAnswer": {"@type": "Answer", "text": "The owner."},
        }
    ]


@pytest.mark.django_db
def test_a_guide_tells_of_the_service_that_it_is_about(client, at):
    HallFactory()
    item = ServiceItemFactory(code="EIA-01", fee_policy="market", cap_minor=None)
    call_command("make_pages", verbosity=0)
    call_command("write_guides", "EIA-01", verbosity=0)

    told = data(soup(client, "/en/guides/eia-01/"))["GovernmentService"]

    assert told["name"] == item.name_en
    assert "offers" not in told


@pytest.mark.django_db
def test_the_home_page_alone_tells_who_runs_the_site(client, at):
    hall = HallFactory()
    call_command("make_pages", verbosity=0)

    home = data(soup(client, "/"))["GovernmentOrganization"]

    assert (home["name"], home["telephone"]) == (hall.name_zh, hall.complaint_phone)
    assert home["alternateName"] == [hall.name_en]
    assert "GovernmentOrganization" not in data(soup(client, "/agencies/"))


@pytest.mark.django_db
def test_the_figures_are_a_set_of_data_whose_files_are_there(client, at):
    tell(Story(), shelf())

    told = data(soup(client, "/en/figures/"))["Dataset"]

    assert told["temporalCoverage"] == "2026-03/2026-03"
    kinds = {each["encodingFormat"] for each in told["distribution"]}
    assert kinds == {"application/json", "text/csv"}
    for each in told["distribution"]:
        assert client.get(each["contentUrl"].removeprefix(HOST)).status_code == 200


@pytest.mark.django_db
def test_a_hostile_name_cannot_leave_the_data(client, at):
    HallFactory()
    agency = AgencyFactory(organisation__name_zh=HOSTILE, organisation__name_en=HOSTILE)

    page = soup(client, f"/en/agencies/{agency.public_id}/")

    assert data(page)["BreadcrumbList"]["itemListElement"][-1]["name"] == HOSTILE
    assert not [each for each in page.find_all("script") if "alert" in (each.string or "")
                and each.get("type") != "application/ld+json"]  # fmt: skip


@given(st.text())
def test_no_text_can_leave_the_data(text):
    written = as_script({"name": text})

    inside = written.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028\u2029") & set(inside)
    assert json.loads(inside)["name"] == text


def test_without_questions_there_is_no_page_of_questions():
    assert questions([]) is None
