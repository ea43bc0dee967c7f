import pytest
from django.urls import reverse

from marketplace.models import Event, ServiceItem
from tests.factories import CredentialTypeFactory, ServiceItemFactory, UserFactory
from tests.factories.fees import scheduled_item

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reviewer(client):
    user = UserFactory(review=True)
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


def test_an_item_is_edited_in_yuan_and_in_lines(client):
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


def test_the_form_shows_what_it_reads(client):
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
        ("__all__", {"cap": ""}),
        ("__all__", {"fee_policy": "market"}),
        ("__all__", {"fee_policy": "manual"}),
        ("__all__", {"fee_policy": "cap", "cap": ""}),
        ("fee_schedule", {"fee_policy": "cap", "cap": "", "fee_schedule": "999-2099"}),
    ],
)
def test_a_wrong_item_is_told_at_its_field(client, field, changes):
    item = ServiceItemFactory()

    response = client.post(
        reverse("catalogue_items:edit", args=[item.pk]), item_form(item, **changes)
    )

    assert field in response.context["form"].errors
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("fee_kind", {"fee_kind": ""}),
        ("fee_kind", {"fee_kind": "supervision"}),
        ("__all__", {"cap": "5"}),
        ("fee_params", {"fee_policy": "cap_share"}),
        ("fee_params", {"fee_policy": "cap_share", "fee_params": "70"}),
    ],
)
def test_terms_of_a_schedule_that_do_not_fit_are_told_at_their_field(client, field, changes):
    item = scheduled_item()
    form = item_form(item, cap="", fee_schedule="1283-1999", fee_kind="feasibility_prepare")

    response = client.post(reverse("catalogue_items:edit", args=[item.pk]), form | changes)

    assert field in response.context["form"].errors
    assert not Event.objects.exists()


def test_an_item_is_given_a_share_of_a_schedule(client):
    item = scheduled_item(fee_params={"basis": "schedule"})
    form = item_form(item, cap="", fee_policy="cap_share", fee_params="０.７")
    form |= {"fee_schedule": "1283-1999", "fee_kind": "proposal_review"}

    response = client.post(reverse("catalogue_items:edit", args=[item.pk]), form)

    item = ServiceItem.objects.get()
    assert response.status_code == 302
    assert item.fee_params == {"basis": "schedule", "share": "0.7"}
    assert (item.fee_policy, item.fee_kind) == ("cap_share", "proposal_review")


def test_a_grade_of_another_credential_is_refused(client):
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


def test_required_credentials_are_edited_with_the_item(client):
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
