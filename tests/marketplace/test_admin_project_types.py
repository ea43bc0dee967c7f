"""Project types are edited in Wagtail's admin, chart and all, and each save is recorded."""

import pytest
from django.urls import reverse

from marketplace.models import ApprovalItem, Event, ProjectType
from tests.factories import DepartmentFactory, ServiceItemFactory, UserFactory
from tests.factories.charts import ProjectTypeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client):
    user = UserFactory(review=True)
    client.force_login(user)
    return user


def form_of(**rows) -> dict:
    """Return what the page sends: columns, and the rows of the three lists."""
    form = {"code": "plant", "name_zh": "厂房", "name_en": "Plant", "fund": "private", "place": 1}
    form["fee_factors"] = "125-2002 | sensitivity_factor | 一般"
    for name in ("stages", "approvals", "public_services"):
        lines = rows.get(name, [])
        form |= {f"{name}-TOTAL_FORMS": len(lines), f"{name}-INITIAL_FORMS": 0}
        for number, line in enumerate(lines):
            line = {"id": "", "ORDER": number + 1, "DELETE": ""} | line
            form |= {f"{name}-{number}-{key}": value for key, value in line.items()}
    return form


STAGE = {"stage": "approval", "target_days": 8}


def test_a_project_type_is_added_with_its_lists(client, reviewer):
    items = ServiceItemFactory.create_batch(2)
    approval = {
        "stage": "approval",
        "name_zh": "环评审批",
        "name_en": "EIA approval",
        "department": DepartmentFactory().pk,
        "standard_days": 15,
        "items": [item.pk for item in items],
    }
    service = {"stage": "approval", "name_zh": "帮办", "name_en": "Helper"}

    response = client.post(
        reverse("catalogue_project_types:add"),
        form_of(stages=[STAGE], approvals=[approval], public_services=[service]),
    )

    assert response.status_code == 302
    added = ProjectType.objects.get(code="plant")
    assert added.fee_factors == {"125-2002": {"sensitivity_factor": "一般"}}
    assert added.stages.get().target_days == 8
    assert set(ApprovalItem.objects.get().items.all()) == set(items)
    assert added.public_services.get().name_en == "Helper"
    event = Event.objects.get(kind="catalogue.changed")
    assert event.facts["added"] == [{"kind": "project_type", "code": "plant"}]


def test_a_project_type_is_changed_and_the_chart_with_it(client, reviewer):
    item, other = ServiceItemFactory.create_batch(2)
    project_type = ProjectTypeFactory(code="plant", needs=[item])
    stage, approval = project_type.stages.get(), ApprovalItem.objects.get()
    row = {
        "id": approval.pk,
        "stage": "planning",
        "name_zh": "新名",
        "name_en": "New name",
        "department": approval.department_id,
        "standard_days": 0,
        "items": [other.pk],
    }
    form = form_of(stages=[STAGE | {"id": stage.pk, "stage": "planning"}], approvals=[row])
    form |= {"stages-INITIAL_FORMS": 1, "approvals-INITIAL_FORMS": 1}

    response = client.post(reverse("catalogue_project_types:edit", args=[project_type.pk]), form)

    assert response.status_code == 302
    approval = ApprovalItem.objects.get()
    assert (approval.name_en, approval.standard_days) == ("New name", 0)
    assert list(approval.items.all()) == [other]
    event = Event.objects.get(kind="catalogue.changed")
    assert event.facts["changed"] == [{"kind": "project_type", "code": "plant"}]


@pytest.mark.parametrize(
    "rows",
    [
        {},
        {"stages": [STAGE, STAGE]},
        {"stages": [STAGE | {"target_days": 0}]},
        {"stages": [STAGE | {"target_days": "soon"}]},
        {
            "stages": [STAGE],
            "public_services": [{"stage": "approval", "name_zh": "", "name_en": ""}],
        },
    ],
)
def test_a_bad_chart_is_refused_and_nothing_is_stored(client, reviewer, rows):
    response = client.post(reverse("catalogue_project_types:add"), form_of(**rows))

    assert response.status_code == 200
    assert not ProjectType.objects.exists()
    assert not Event.objects.exists()


def test_its_pages_are_there_for_staff(client, reviewer):
    project_type = ProjectTypeFactory(needs=[ServiceItemFactory()])

    for page in ("index", "add"):
        assert client.get(reverse(f"catalogue_project_types:{page}")).status_code == 200
    for page in ("edit", "inspect", "history"):
        address = reverse(f"catalogue_project_types:{page}", args=[project_type.pk])
        assert client.get(address).status_code == 200


def test_an_editor_looks_and_does_not_change(client):
    client.force_login(UserFactory(editor=True))
    project_type = ProjectTypeFactory()

    edit = reverse("catalogue_project_types:edit", args=[project_type.pk])
    assert client.get(reverse("catalogue_project_types:index")).status_code == 200
    assert client.get(edit).status_code == 302
