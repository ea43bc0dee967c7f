"""Step 1: which services for which project; and who gets into the wizard at all."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from procurement.models import Notice
from procurement.views.once import KEY, claim
from tests.factories import ServiceCategoryFactory, ServiceItemFactory, UserFactory
from tests.factories.procurement import NoticeFactory, ProjectFactory

from .owner_pages import step, told

pytestmark = pytest.mark.django_db
BEGIN = "/desk/owner/notices/new/"


@pytest.fixture
def owner(owner_again):
    return owner_again


@pytest.fixture
def client(owners_browser):
    return owners_browser


def begin(client, chosen, *items, address=BEGIN, **changes):
    data = {"project": chosen.public_id, "items": [item.code for item in items], "do": "next"}
    return client.post(address, data | changes)


# --- The way in


@pytest.mark.parametrize("name", ["owner_desk", "projects", "new_project", "wizard_begin"])
def test_a_stranger_signs_in_first_and_comes_back(name, owner):
    address = reverse(f"procurement:{name}")

    response = Client().get(address)

    assert response.status_code == 302
    assert response.url == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("name", ["owner_desk", "projects", "new_project", "wizard_begin"])
def test_who_acts_for_no_owner_learns_why_the_page_is_closed(name, owner):
    stranger = Client()
    stranger.force_login(UserFactory())

    response = stranger.get(f"/en{reverse(f'procurement:{name}')}")

    assert response.status_code == 403
    assert "Only project owners work here" in response.content.decode()
    assert "ask its administrator" in response.content.decode()


@pytest.mark.parametrize(
    "name",
    ["wizard_services", "wizard_terms", "wizard_mode", "wizard_review", "cancel_notice"],
)
def test_another_owners_draft_answers_like_one_that_does_not_exist(name, client):
    notice = NoticeFactory()

    theirs = reverse(f"procurement:{name}", args=[notice.public_id])
    nobodys = reverse(f"procurement:{name}", args=["N2026-999999"])

    for deed in (client.get, client.post):
        assert deed(theirs).status_code == deed(nobodys).status_code == 404
    notice.refresh_from_db()
    assert notice.state == "draft"


# --- A new notice


def test_a_project_and_its_services_make_a_draft(client, owner):
    project, items = ProjectFactory(owner=owner), ServiceItemFactory.create_batch(2)

    response = begin(client, project, *items)

    notice = Notice.objects.get()
    assert response.url == step("terms", notice)
    assert notice.project == project
    assert [line.item for line in notice.lines.all()] == items


def test_the_form_that_is_sent_twice_makes_one_draft(client, owner):
    project, item = ProjectFactory(owner=owner), ServiceItemFactory()
    token = client.get(BEGIN).context["form"].initial["token"]

    first = begin(client, project, item, token=token)
    second = begin(client, project, item, token=token)

    assert Notice.objects.count() == 1
    assert second.url == first.url
    assert len(told(second)) == 1


def test_the_second_click_waits_while_the_first_is_still_running(client, owner):
    project, item = ProjectFactory(owner=owner), ServiceItemFactory()
    session = client.session
    session[KEY] = {"abc": ""}
    session.save()

    response = begin(client, project, item, token="abc")

    assert response.status_code == 409
    assert "notice.being_begun" in response.content.decode()
    assert not Notice.objects.exists()


def test_of_two_requests_that_read_the_session_before_only_one_is_first(client, rf):
    requests = [rf.post(BEGIN), rf.post(BEGIN)]
    for request in requests:
        request.user = get_user_model().objects.get()
        request.session = SessionStore(client.session.session_key)
        assert "abc" not in request.session.get(KEY, {})

    assert [claim(request, "abc") for request in requests] == [True, False]


def test_what_was_refused_may_be_sent_again(client, owner):
    project, item = ProjectFactory(owner=owner), ServiceItemFactory(duty="voluntary")
    token = client.get(BEGIN).context["form"].initial["token"]

    assert begin(client, project, item, token=token).status_code == 422
    response = begin(client, project, ServiceItemFactory(), token=token)

    assert response.url == step("terms", Notice.objects.get())


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"payer": "authority"}, "item.authority_pays"),
        ({"chosen_by": "assigned"}, "item.assigned"),
        ({"duty": "voluntary"}, "item.not_demandable"),
    ],
)
def test_what_may_not_be_bought_stands_there_closed_and_is_refused(columns, code, client, owner):
    project, item = ProjectFactory(owner=owner), ServiceItemFactory(**columns)

    page = client.get(BEGIN).content.decode()
    response = begin(client, project, item)

    assert f'value="{item.code}" disabled aria-describedby="why-{item.code}"' in page
    assert response.status_code == 422
    assert code in response.content.decode()
    assert f'value="{project.public_id}" selected' in response.content.decode()
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"items": []},
        {"items": ["NO-SUCH-ITEM"]},
        {"items": ["\x00"]},
        {"items": ["x" * 100_000]},
        {"project": ""},
        {"project": "P2026-999999"},
        {"project": "' OR 1=1 --"},
        {"project": "\x00"},
    ],
)
def test_a_wrong_choice_is_told_and_nothing_is_begun(changes, client, owner):
    project, item = ProjectFactory(owner=owner), ServiceItemFactory()

    response = begin(client, project, item, **changes)

    assert response.status_code == 422
    assert response.context["form"].errors
    assert not Notice.objects.exists()


def test_another_owners_project_is_no_choice(client, owner):
    ProjectFactory(owner=owner)
    theirs = ProjectFactory()

    response = begin(client, theirs, ServiceItemFactory())

    assert response.status_code == 422
    assert theirs.name_zh not in response.content.decode()


def test_a_file_is_refused_where_services_are_ticked(client, owner):
    project, file = ProjectFactory(owner=owner), SimpleUploadedFile("a.txt", b"text")

    response = begin(client, project, ServiceItemFactory(), token=file)

    assert response.status_code == 422
    assert not Notice.objects.exists()


def test_too_much_text_is_refused(client, owner):
    project = ProjectFactory(owner=owner)

    response = begin(client, project, ServiceItemFactory(), q="x" * 1_000_000)

    assert response.status_code == 413
    assert not Notice.objects.exists()


def test_without_a_project_the_page_leads_to_one(client):
    page = client.get(BEGIN).content.decode()

    assert reverse("procurement:new_project") in page
    assert '<form method="post" novalidate>' not in page


# --- Looking for services


def test_a_search_keeps_what_is_ticked(client, owner):
    project = ProjectFactory(owner=owner)
    road, bridge = (ServiceItemFactory(name_zh=name) for name in ("道路检测", "桥梁检测"))

    response = begin(client, project, road, q="桥梁", do="find")

    assert response.status_code == 200
    assert [row.item for row in response.context["chosen"]] == [road]
    assert [row.item for shelf in response.context["shelves"] for row in shelf.rows] == [bridge]
    assert f'value="{road.code}" checked' in response.content.decode()
    assert not Notice.objects.exists()


def test_services_are_found_by_stage_and_category_in_the_address(client, owner):
    ProjectFactory(owner=owner)
    root = ServiceCategoryFactory()
    leaf = ServiceCategoryFactory(parent=root)
    wanted = ServiceItemFactory(category=leaf, stage="acceptance")
    ServiceItemFactory(category=leaf, stage="approval")
    ServiceItemFactory(stage="acceptance")

    response = client.get(BEGIN, {"stage": "acceptance", "category": root.code})

    assert [row.item for shelf in response.context["shelves"] for row in shelf.rows] == [wanted]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("stage=nothing", 422),
        ("category=nothing", 422),
        ("q=" + "x" * 101, 422),
        ("q=%E2%80%AE", 422),
        ("q=%07", 422),
        ("q=%FF", 200),
        ("q=%00", 400),
        ("project=P2026-999999", 404),
        ("follows=N2026-999999", 404),
        ("follows=%27", 404),
    ],
)
def test_a_broken_address_is_answered_clearly(query, status, client, owner):
    ProjectFactory(owner=owner)

    assert client.get(f"{BEGIN}?{query}").status_code == status
