import pytest
from django.urls import reverse
from wagtail.permissions import policy_registry

from marketplace.models import (
    Bundle,
    CredentialType,
    Department,
    Event,
    EventPrivate,
    HallRules,
    ServiceItem,
)
from tests.factories import (
    CredentialTypeFactory,
    DepartmentFactory,
    HallFactory,
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


def item_form(item, **changes):
    """Return what the form of an item sends."""
    names = ["code", "name_zh", "name_en", "stage", "duty", "payer", "chosen_by", "days_kind"]
    names += ["standard_days", "fee_policy", "cap_source_zh", "cap_source_en", "credential_rule"]
    form = {name: getattr(item, name) for name in names}
    form |= {"category": item.category_id, "department": item.department_id, "cap": "20000.00"}
    form |= {"required_credentials-TOTAL_FORMS": 0, "required_credentials-INITIAL_FORMS": 0}
    return form | changes


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


def test_an_item_is_edited_in_yuan_and_in_lines(client, reviewer):
    item = ServiceItemFactory()
    form = item_form(
        item,
        cap="１２,000.50",
        tender_threshold="1000000",
        papers="营业执照 | Business licence\n项目代码 | Project code",
        questions="谁定？ | Who decides? | 名录 | The list",
        synonyms="环评\n报告书",
    )

    response = client.post(reverse("catalogue_items:edit", args=[item.pk]), form)

    assert response.status_code == 302
    item = ServiceItem.objects.get()
    assert (item.cap_minor, item.tender_threshold_minor) == (1_200_050, 100_000_000)
    assert item.papers[1] == {"zh": "项目代码", "en": "Project code"}
    assert item.questions[0]["answer_en"] == "The list"
    assert item.synonyms == ["环评", "报告书"]


def test_the_form_shows_what_it_reads(client, reviewer):
    item = ServiceItemFactory(papers=[{"zh": "执照", "en": "Licence"}], synonyms=["环评"])

    shown = client.get(reverse("catalogue_items:edit", args=[item.pk])).content.decode()

    assert "执照 | Licence" in shown
    assert 'value="20000.00"' in shown


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("cap", {"cap": "1.234"}),
        ("cap", {"cap": "0"}),
        ("papers", {"papers": "only Chinese"}),
        ("papers", {"papers": "zh | "}),
        ("standard_days", {"standard_days": ""}),
        ("__all__", {"cap_source_zh": ""}),
        ("__all__", {"standard_days": 3651}),
    ],
)
def test_a_wrong_item_is_told_at_its_field(client, reviewer, field, changes):
    item = ServiceItemFactory()

    response = client.post(
        reverse("catalogue_items:edit", args=[item.pk]), item_form(item, **changes)
    )

    assert field in response.context["form"].errors
    assert not Event.objects.exists()


def test_a_grade_of_another_credential_is_refused(client, reviewer):
    item, one, other = ServiceItemFactory(), CredentialTypeFactory(), CredentialTypeFactory()
    inline = {
        "required_credentials-TOTAL_FORMS": 1,
        "required_credentials-0-type": one.pk,
        "required_credentials-0-min_grade": other.grades.get(code="A").pk,
        "required_credentials-0-id": "",
        "required_credentials-0-DELETE": "",
    }

    client.post(reverse("catalogue_items:edit", args=[item.pk]), item_form(item, **inline))

    assert not ServiceItem.objects.get().required_credentials.exists()


def test_required_credentials_are_edited_with_the_item(client, reviewer):
    item, asked = ServiceItemFactory(), CredentialTypeFactory()
    inline = {
        "required_credentials-TOTAL_FORMS": 1,
        "required_credentials-0-type": asked.pk,
        "required_credentials-0-min_grade": asked.grades.get(code="B").pk,
        "required_credentials-0-id": "",
        "required_credentials-0-DELETE": "",
    }

    client.post(reverse("catalogue_items:edit", args=[item.pk]), item_form(item, **inline))

    assert ServiceItem.objects.get().required_credentials.get().min_grade.code == "B"


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


def rules_form(**changes):
    form = {
        "min_answers_public": 3,
        "min_answers_private": 1,
        "purchase_threshold": "1000000.00",
        "direct_limit": "50000.00",
        "window_min_hours": 24,
        "window_max_days": 60,
        "acceptance_days": 1,
        "publicity_days": 0,
    }
    return form | changes


def test_halls_and_rules_are_listed_and_shown(client, administrator):
    hall = HallFactory()

    assert client.get(reverse("halls:index")).status_code == 200
    assert reverse("marketplace_adopt_rules", args=[hall.pk]) in (
        client.get(reverse("halls:inspect", args=[hall.pk])).content.decode()
    )
    assert client.get(reverse("hall_rules:index")).status_code == 200
    assert client.get(reverse("hall_rules:inspect", args=[hall.rules.pk])).status_code == 200


def test_a_hall_is_not_edited_as_a_row(client, administrator):
    hall = HallFactory()

    client.post(reverse("halls:edit", args=[hall.pk]), {"code": "other"})
    client.post(reverse("halls:delete", args=[hall.pk]))
    client.post(reverse("halls:add"), {"code": "second"})

    hall.refresh_from_db()
    assert hall.code == "demo"


def test_an_administrator_adopts_rules(client, administrator):
    hall = HallFactory()
    address = reverse("marketplace_adopt_rules", args=[hall.pk])

    assert client.get(address).status_code == 200
    response = client.post(address, rules_form(reviews_notices="on", direct_limit="60,000"))

    assert response.status_code == 302
    assert (hall.rules.version, hall.rules.reviews_notices) == (2, True)
    assert hall.rules.direct_limit_minor == 6_000_000


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"direct_limit": "1.234"},
        {"publicity_days": "٣"},
        {"min_answers_public": "0"},
        {"window_min_hours": "49", "window_max_days": "2"},
    ],
)
def test_rules_that_are_refused_are_told_and_nothing_is_adopted(client, administrator, changes):
    hall = HallFactory()

    response = client.post(
        reverse("marketplace_adopt_rules", args=[hall.pk]), rules_form(**changes)
    )

    assert response.status_code == 422
    assert HallRules.objects.count() == 1


def test_a_reviewer_does_not_adopt_rules(client, reviewer):
    hall = HallFactory()

    client.post(
        reverse("marketplace_adopt_rules", args=[hall.pk]), rules_form(reviews_notices="on")
    )

    assert HallRules.objects.count() == 1
