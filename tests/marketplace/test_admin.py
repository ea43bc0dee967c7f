import pytest
from django.urls import reverse
from wagtail.permissions import policy_registry

from marketplace.models import (
    Bundle,
    CredentialType,
    Department,
    Event,
    EventPrivate,
    ServiceItem,
)
from tests.factories import (
    CredentialTypeFactory,
    DepartmentFactory,
    RegionFactory,
    ServiceCategoryFactory,
    ServiceItemFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client):
    user = UserFactory(review=True)
    client.force_login(user)
    return user


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


ROWS = [
    ("catalogue_items", ServiceItemFactory),
    ("catalogue_categories", ServiceCategoryFactory),
    ("catalogue_credential_types", CredentialTypeFactory),
    ("catalogue_departments", DepartmentFactory),
    ("catalogue_regions", RegionFactory),
]


@pytest.mark.parametrize(("viewset", "factory"), ROWS)
def test_staff_lists_shows_and_edits_every_kind_of_row(client, reviewer, viewset, factory):
    row = factory()

    for page in ("index", "add"):
        assert client.get(reverse(f"{viewset}:{page}")).status_code == 200
    for page in ("edit", "inspect", "history"):
        assert client.get(reverse(f"{viewset}:{page}", args=[row.pk])).status_code == 200


def test_a_bundle_is_edited_with_its_items(client, reviewer):
    items = ServiceItemFactory.create_batch(2)
    form = {"code": "two", "name_zh": "二合一", "name_en": "Two", "items": [i.pk for i in items]}

    response = client.post(reverse("catalogue_bundles:add"), form)

    assert response.status_code == 302
    assert set(Bundle.objects.get(code="two").items.all()) == set(items)


def test_a_save_changes_the_row_and_the_record_together(client, reviewer):
    department = DepartmentFactory(code="DRC")
    form = {"code": "DRC", "name_zh": "发改委", "name_en": "Reform Commission"}

    client.post(reverse("catalogue_departments:edit", args=[department.pk]), form)

    department.refresh_from_db()
    event = Event.objects.get(kind="catalogue.changed")
    assert department.name_zh == "发改委"
    assert event.facts["changed"] == [{"kind": "department", "code": "DRC"}]
    assert EventPrivate.objects.get(event=event).facts == {"by": reviewer.pk}


def test_a_new_row_is_recorded_as_added(client, reviewer):
    client.post(
        reverse("catalogue_departments:add"), {"code": "NEW", "name_zh": "新局", "name_en": "New"}
    )

    event = Event.objects.get(kind="catalogue.changed")
    assert event.facts["added"] == [{"kind": "department", "code": "NEW"}]


@pytest.mark.parametrize(
    "changes",
    [{"name_zh": ""}, {"name_zh": "甲\u202e乙"}, {"name_zh": "长" * 121}, {"name_en": "\x07"}],
)
def test_a_refused_save_leaves_row_and_record_as_they_were(client, reviewer, changes):
    department = DepartmentFactory(name_zh="旧名")
    form = {"code": department.code, "name_zh": "新名", "name_en": "New"} | changes

    response = client.post(reverse("catalogue_departments:edit", args=[department.pk]), form)

    assert response.status_code < 500
    assert Department.objects.get().name_zh == "旧名"
    assert not Event.objects.exists()


def test_grades_may_change_places(client, reviewer):
    kind = CredentialTypeFactory()
    best, next_best = kind.grades.order_by("rank")
    form = {"code": kind.code, "name_zh": "资质", "name_en": "Licence"}
    form |= {"grades-TOTAL_FORMS": 2, "grades-INITIAL_FORMS": 2}
    for place, (grade, rank) in enumerate([(best, 2), (next_best, 1)]):
        form |= {
            f"grades-{place}-id": grade.pk,
            f"grades-{place}-code": grade.code,
            f"grades-{place}-name_zh": grade.name_zh,
            f"grades-{place}-name_en": grade.name_en,
            f"grades-{place}-rank": rank,
            f"grades-{place}-DELETE": "",
        }

    response = client.post(reverse("catalogue_credential_types:edit", args=[kind.pk]), form)

    assert response.status_code == 302
    grades = CredentialType.objects.get().grades.order_by("rank")
    assert [grade.code for grade in grades] == ["B", "A"]


def test_a_row_keeps_the_code_under_which_it_is_known(client, reviewer):
    department = DepartmentFactory(code="DRC")
    form = {"code": "OTHER", "name_zh": "新名", "name_en": "New"}

    client.post(reverse("catalogue_departments:edit", args=[department.pk]), form)

    department.refresh_from_db()
    assert (department.code, department.name_zh) == ("DRC", "新名")


def test_the_list_tells_caps_in_yuan(client, reviewer):
    ServiceItemFactory(cap_minor=2_000_000)

    shown = client.get(reverse("catalogue_items:index")).content.decode()

    assert "20,000.00" in shown
    assert "Money(" not in shown


@pytest.mark.parametrize(("viewset", "factory"), ROWS)
def test_nobody_deletes_a_row(client, administrator, viewset, factory):
    row = factory()

    client.post(reverse(f"{viewset}:delete", args=[row.pk]))

    assert type(row).objects.filter(pk=row.pk).exists()


def test_an_editor_looks_at_the_catalogue_and_changes_nothing(client):
    client.force_login(UserFactory(editor=True))
    department = DepartmentFactory(name_zh="旧名")

    looked = client.get(reverse("catalogue_departments:index"))
    client.post(
        reverse("catalogue_departments:edit", args=[department.pk]),
        {"code": department.code, "name_zh": "新名", "name_en": "New"},
    )

    assert looked.status_code == 200
    assert Department.objects.get().name_zh == "旧名"


@pytest.mark.parametrize("duty", ["vetting", "regulator", "auditor"])
def test_other_duties_do_not_enter(client, duty):
    client.force_login(UserFactory(**{duty: True}))

    assert client.get(reverse("catalogue_items:index")).status_code in {302, 403}


def test_the_policy_knows_whom_to_ask():
    policy = policy_registry.get_by_type(ServiceItem)
    reviewer, editor, root = UserFactory(review=True), UserFactory(editor=True), UserFactory()
    root.is_superuser = True
    root.save()

    assert set(policy.users_with_any_permission(["change"])) == {reviewer, root}
    assert set(policy.users_with_any_permission(["view"])) == {reviewer, editor, root}
    assert not policy.users_with_any_permission(["delete"]).exists()
    assert policy.user_has_permission(root, "add")
    assert not policy.user_has_permission(root, "delete")
