"""One chart, three lists: the pages of project types show what the record says."""

import json

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from marketplace.charts import read_chart
from marketplace.models import ApprovalItem, Bundle, ProjectType, ServiceItem
from tests.factories import NOON

from .city import SHIPPED, kept_city, load_again

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("prefix", ["", "/en"])
TODAY = NOON.date()


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_city(django_db_blocker) as hall:
        yield hall


@pytest.fixture
def city(kept, at):
    """The shipped catalogue in a hall, at a moment that stands still."""


def chart_of(code):
    return read_chart(ProjectType.objects.get(code=code), on=TODAY)


def text_of(response) -> str:
    return response.content.decode()


def stage_of(chart, name):
    return next(stage for stage in chart.stages if stage.stage == name)


@BOTH
def test_the_types_are_listed_by_whose_money_pays(client, city, prefix):
    response = client.get(f"{prefix}/projects/")

    shown = {
        str(label): [chart.project_type.code for chart in charts]
        for label, charts in response.context["funds"]
    }
    assert list(shown.values()) == [["school", "road"], ["plant", "housing"]]
    assert ("Industrial plant" if prefix else "工业厂房") in text_of(response)
    assert ("Three surveys in one" if prefix else "三测合一") in text_of(response)


@BOTH
@pytest.mark.parametrize("code", ["plant", "school", "road", "housing"])
def test_a_chart_has_all_that_the_file_has(client, city, prefix, code):
    said = next(each for each in SHIPPED["project_types"] if each["code"] == code)

    response = client.get(f"{prefix}/projects/{code}/")

    assert response.status_code == 200
    shown = text_of(response)
    suffix = "en" if prefix else "zh"
    for stage in said["stages"]:
        for each in [*stage["approvals"], *stage["public_services"]]:
            assert each[f"name_{suffix}"].replace("'", "&#x27;") in shown
        for item in stage["items"]:
            assert shown.count(f"/items/{item}/") >= 2
            assert f'id="{stage["stage"]}-{item}"' in shown
    assert ("Nothing else may be demanded" if prefix else "0990-12345") in shown


def test_the_chart_follows_the_record(client, city):
    before = chart_of("plant").most_days
    ServiceItem.objects.filter(code="ENE-01").update(standard_days=77, cap_minor=12_345_678)
    ApprovalItem.objects.filter(project_type__code="plant", standard_days=15).update(
        standard_days=16
    )

    shown = text_of(client.get("/en/projects/plant/"))

    assert "77 working days" in shown
    assert "CNY 123,456.78" in shown
    assert "16 working days" in shown
    assert chart_of("plant").most_days == before + 77 - 45


def test_the_longest_way_counts_service_review_and_decision(city):
    approval = stage_of(chart_of("plant"), "approval").time

    assert (approval.longest.code, approval.preparation) == ("EIA-01", 45)
    assert approval.review.duty == "authority"
    assert approval.most == 45 + approval.review_days + 15
    assert approval.least == 15  # whatever comes before it is needed in some cases only


def test_what_goes_along_with_the_works_is_no_waiting_time(city):
    construction = stage_of(chart_of("plant"), "construction")
    along = [item for item in construction.items if item.days_kind == "accompanying"]

    assert along
    assert construction.time.longest not in along


def test_a_bundle_is_one_node_with_the_items_that_this_project_needs(city):
    chart = chart_of("plant")

    (node,) = chart.bundles
    assert node.bundle.code == "many-evaluations-in-one"
    assert [item.code for item in node.items] == ["EIA-01", "GEO-01", "LND-01", "TRA-01", "WAT-01"]
    assert [item.code for item in node.others] == ["SEI-01", "WAT-04"]
    assert stage_of(chart, "approval").bundles == [node]
    assert stage_of(chart, "planning").bundles == []
    singles = {line.item.code for line in stage_of(chart, "approval").single_lines}
    assert "EIA-01" not in singles
    assert "ENE-01" in singles


def test_a_bundle_of_which_a_project_needs_one_item_is_not_drawn(city):
    assert "three-evaluations-in-one" not in {
        node.bundle.code for node in chart_of("plant").bundles
    }


@BOTH
def test_a_bundle_says_which_item_cannot_be_bought(client, city, prefix):
    response = client.get(f"{prefix}/bundles/three-surveys-in-one/")

    node = response.context["node"]
    assert [(item.code, refusal.code) for item, refusal in node.barred] == [
        ("SUR-04", "item.not_demandable")
    ]
    assert [item.code for item in node.buyable] == ["SUR-03", "SUR-05"]
    assert "SUR-04" in text_of(response)


def test_a_bundle_says_that_its_items_ask_for_different_credentials(client, city):
    shown = text_of(client.get("/en/bundles/many-evaluations-in-one/"))

    assert "One agency has to hold what different items ask for" in shown
    assert "GEO-01 –" in shown
    three = client.get("/en/bundles/three-evaluations-in-one/")
    assert not three.context["node"].needs_several_credentials


def test_a_bundle_whose_items_have_left_the_catalogue_cannot_be_bought(client, city):
    ServiceItem.objects.filter(code__in=["ENE-01", "SSR-01"]).update(retired_on=TODAY)

    response = client.get("/en/bundles/three-evaluations-in-one/")

    assert not response.context["node"].is_buyable
    assert "It cannot be bought as one notice now" in text_of(response)


def test_a_retired_item_stays_in_its_list_and_says_so(client, city):
    ServiceItem.objects.filter(code="OCC-01").update(retired_on=TODAY)

    line = next(
        line for line in stage_of(chart_of("plant"), "approval").lines if line.item.code == "OCC-01"
    )

    assert line.barred.code == "item.retired"
    assert "Left the catalogue" in text_of(client.get("/en/projects/plant/"))


def test_a_withdrawn_type_leaves_the_list_and_keeps_its_page(client, city):
    ProjectType.objects.filter(code="plant").update(retired_on=TODAY)

    assert "/projects/plant/" not in text_of(client.get("/projects/"))
    shown = client.get("/en/projects/plant/")
    assert shown.status_code == 200
    assert "left the catalogue on" in text_of(shown)


def test_without_project_types_the_page_says_what_will_stand_there(client, city):
    ProjectType.objects.all().delete()

    response = client.get("/en/projects/")

    assert "The hall has not published its project types yet" in text_of(response)


@pytest.mark.parametrize(
    "path",
    ["/projects/none/", "/bundles/none/", "/projects/none/lists.json", "/projects/plant/lists.xml"],
)
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


def queries_of(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", ["/projects/", "/projects/plant/", "/bundles/three/"])
def test_a_page_takes_as_many_queries_for_much_as_for_little(client, city, path):
    ProjectType.objects.exclude(code="plant").delete()
    ApprovalItem.objects.exclude(name_zh__contains="环境影响").delete()
    Bundle.objects.all().delete()
    bundle = Bundle.objects.create(code="three", name_zh="合", name_en="All")
    bundle.items.set(ServiceItem.objects.filter(code__in=["EIA-01", "EIA-02"]))
    for_little = queries_of(client, path)

    load_again()
    bundle.items.add(*ServiceItem.objects.filter(stage="approval"))

    assert queries_of(client, path) == for_little


def test_the_lists_are_there_as_data(client, city):
    response = client.get("/projects/plant/lists.json")

    facts = json.loads(response.content)
    approval = facts["stages"][0]
    energy = next(each for each in approval["items"] if each["code"] == "ENE-01")
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert (facts["v"], facts["project_type"]["code"]) == (1, "plant")
    assert (approval["name_zh"], approval["name_en"]) == ("立项用地", "Project and land approval")
    assert (energy["cap_fen"], energy["working_days"]) == (22_000_000, 20)
    assert facts["bundles"][0]["code"] == "many-evaluations-in-one"
    assert client.get("/en/projects/plant/lists.json").content == response.content


def test_the_lists_are_there_as_a_table(client, city):
    ServiceItem.objects.filter(code="ENE-01").update(name_en="=1+1")

    lines = client.get("/projects/plant/lists.csv").content.decode("utf-8-sig").splitlines()

    said = SHIPPED["project_types"][0]["stages"]
    entries = sum(len(s["approvals"]) + len(s["items"]) + len(s["public_services"]) for s in said)
    assert len(lines) == 1 + entries
    assert lines[0].startswith("stage,list,code,name_zh")
    assert any(",'=1+1," in line and ",220000.00," in line for line in lines)


def test_names_that_look_like_markup_are_shown_as_text(client, city):
    ApprovalItem.objects.filter(project_type__code="plant").update(name_en="<b>x</b>")

    assert "&lt;b&gt;x&lt;/b&gt;" in text_of(client.get("/en/projects/plant/"))


def test_the_list_of_all_items_is_there_as_data(client, city):
    listed = json.loads(client.get("/items.json?duty=authority").content)["items"]
    table = client.get("/items.csv").content.decode("utf-8-sig").splitlines()

    assert [item["code"] for item in listed] == ["CON-04", "CST-02", "EIA-03", "ENE-02", "LTN-01"]
    assert {item["why_not"] for item in listed} == {"item.authority_pays"}
    assert len(table) == 1 + 55


def test_a_filter_of_the_data_that_cannot_be_read_is_told(client, city):
    response = client.get("/items.json?duty=never")

    assert response.status_code == 422
    assert list(json.loads(response.content)["problems"]) == ["duty"]


@BOTH
def test_the_list_says_that_nothing_else_may_be_demanded(client, city, prefix):
    response = client.get(f"{prefix}/items/?duty=voluntary")

    assert response.context["found"] == 8
    assert 'id="nothing-else"' in text_of(response)


def test_an_items_page_leads_to_the_projects_and_bundles_that_have_it(client, city):
    shown = text_of(client.get("/items/SSR-01/"))

    assert 'href="/projects/school/"' in shown
    assert 'href="/projects/plant/"' not in shown
    assert 'href="/bundles/three-evaluations-in-one/"' in shown


def test_an_editors_page_shows_the_chart_by_a_tag(city):
    page = Template("{% load marketplace_charts %}{% project_chart plant level=4 %}")

    shown = page.render(Context({"plant": ProjectType.objects.get(code="plant")}))

    assert '<h4 class="chart__title">' in shown
    assert "marketplace/css/chart.css" in shown
    assert "/items/ENE-01/" in shown
