"""Fee schedules in Wagtail's admin: preview, errors by place, versions, and who may."""

import json

import pytest
from django.urls import reverse

from marketplace.fees.domain.figures import Figures
from marketplace.fees.models import FeeSchedule
from marketplace.fees.parts import assess, store, terms_for
from marketplace.models import Event
from tests.factories import NOON, HallFactory, UserFactory
from tests.factories.fees import schedule_of, scheduled_item

pytestmark = pytest.mark.django_db
NAME = "wagtailsnippets_marketplace_fees_feeschedule"


@pytest.fixture(autouse=True)
def keeper(client, at):
    user = UserFactory(review=True)
    client.force_login(user)
    return user


def address(view: str, *args) -> str:
    return reverse(f"{NAME}:{view}", args=args)


def entered(schedule: FeeSchedule, **changes) -> dict:
    """Return what the form of a schedule sends."""
    names = ["key", "title_zh", "title_en", "number", "issuer_zh", "issuer_en", "status", "rule"]
    names += ["citation_zh", "citation_en", "adopted_by_zh", "adopted_by_en"]
    form = {name: getattr(schedule, name) for name in names}
    form["params"] = json.dumps(schedule.params, ensure_ascii=False)
    return form | changes


def use(schedule_key="1283-1999") -> None:
    """Have a cap found with the newest version, as a notice does."""
    hall, item = HallFactory(), scheduled_item(schedule_key)
    store(assess(terms_for(item, hall), Figures(base=10**8)), hall=hall, item=item, at=NOON)


def changes() -> list[dict]:
    return [event.facts for event in Event.objects.of("catalogue")]


def test_schedules_are_listed_and_shown(client):
    schedule = schedule_of("670-2007")

    listed = client.get(address("list")).content.decode()
    shown = client.get(address("inspect", schedule.pk)).content.decode()

    assert "670-2007" in listed
    assert address("copy", schedule.pk) in shown


def test_an_unused_version_is_edited_and_the_change_recorded(client):
    schedule = schedule_of("670-2007")
    params = schedule.params | {"float": ["-0.1", 0.1]}

    assert client.get(address("edit", schedule.pk)).status_code == 200
    response = client.post(
        address("edit", schedule.pk), entered(schedule, params=json.dumps(params), key="other")
    )

    schedule.refresh_from_db()
    assert response.status_code == 302
    assert (schedule.key, schedule.version) == ("670-2007", 1)
    assert schedule.params["float"] == ["-0.1", "0.1"]
    assert changes()[0]["changed"] == [{"kind": "fee_schedule", "code": "670-2007"}]


@pytest.mark.parametrize(
    ("changes_made", "field", "said"),
    [
        ({"params": "{"}, "params", ""),
        ({"params": "{}"}, "params", ""),
        ({"params": '{"kinds": []}'}, "params", "kinds: "),
        ({"params": '{"kinds": [{"key": "a", "label_zh": "甲"}]}'}, "params", "kinds[0].points: "),
        ({"params": '{"kinds": [{"key": "a"}], "base_unit": NaN}'}, "params", "base_unit: "),
        ({"params": "[" * 100_000}, "params", ""),
        ({"params": '{"a": ' + "[" * 20 + "]" * 20 + "}"}, "params", ""),
        ({"params": '{"kinds": [{}], "base_unit": 1' + "0" * 400 + "}"}, "params", "base_unit: "),
        ({"params": '{"base_unit": 1' + "0" * 5000 + "}"}, "params", ""),
        ({"rule": "magic"}, "rule", ""),
        ({"title_zh": ""}, "title_zh", ""),
        ({"in_force_from": "2020-01-02", "in_force_to": "2020-01-01"}, "__all__", ""),
    ],
)
def test_what_is_wrong_is_told_at_its_field_with_its_place(client, changes_made, field, said):
    schedule = schedule_of("670-2007")

    response = client.post(address("edit", schedule.pk), entered(schedule, **changes_made))

    assert said in " ".join(response.context["form"].errors[field])
    assert not Event.objects.exists()
    assert FeeSchedule.objects.get().params == schedule.params


def test_a_used_version_stays_and_a_new_one_is_offered(client):
    use()
    schedule = FeeSchedule.objects.get(key="1283-1999")

    shown = client.get(address("edit", schedule.pk))
    sent = client.post(address("edit", schedule.pk), entered(schedule, title_zh="别的"))

    assert shown.status_code == 200
    assert address("copy", schedule.pk) in shown.content.decode()
    assert sent.status_code == 409
    assert FeeSchedule.objects.get().title_zh == schedule.title_zh


def test_a_new_version_begins_with_the_last_and_gets_the_next_number(client):
    use()
    schedule = FeeSchedule.objects.get(key="1283-1999")

    begun = client.get(address("copy", schedule.pk)).content.decode()
    response = client.post(address("copy", schedule.pk), entered(schedule, title_zh="新的"))

    assert "feasibility_prepare" in begun
    assert response.status_code == 302
    assert list(FeeSchedule.objects.values_list("version", "title_zh")) == [
        (1, schedule.title_zh),
        (2, "新的"),
    ]
    assert changes()[0]["changed"] == [{"kind": "fee_schedule", "code": "1283-1999"}]


def test_a_schedule_of_ones_own_is_added(client):
    params = {
        "base": {"label_zh": "投资额"},
        "kinds": [{"key": "all", "label_zh": "全部", "rate_percent": "0.65"}],
    }
    form = {"key": "city-2026", "title_zh": "市收费表", "status": "in_force", "rule": "percentage"}

    assert client.get(address("add")).status_code == 200
    response = client.post(address("add"), form | {"params": json.dumps(params)})

    assert response.status_code == 302
    assert FeeSchedule.objects.newest("city-2026").version == 1
    assert changes()[0]["added"] == [{"kind": "fee_schedule", "code": "city-2026"}]


def test_nobody_deletes_a_schedule(client):
    schedule = schedule_of("670-2007")

    client.post(address("delete", schedule.pk))

    assert FeeSchedule.objects.count() == 1


# --- The live preview


def preview(client, schedule, **changes_made) -> str:
    url = address("preview_on_edit", schedule.pk)
    sent = client.post(url, entered(schedule, **changes_made))
    assert sent.json() == {"is_valid": True, "is_available": True}
    return client.get(url).content.decode()


def test_the_preview_shows_title_table_and_caps_at_five_bases(client):
    page = preview(client, schedule_of("1980-2002+534-2011"), title_zh="改过的标题")

    assert "改过的标题" in page
    assert page.count('<th scope="row">100,000,000</th>') == 3  # goods, services, works
    assert "366,600.00" in page  # works at 100 million: 30.55 with the float
    assert not Event.objects.exists()


def test_the_preview_names_every_wrong_place(client):
    schedule = schedule_of("670-2007")
    params = schedule.params | {"float": ["0.1"], "base_unit": "many"}

    page = preview(client, schedule, params=json.dumps(params))

    assert "float: " in page
    assert "base_unit: " in page


def test_a_preview_may_be_framed_by_the_editor_only(client):
    schedule = schedule_of("670-2007")
    preview(client, schedule)

    response = client.get(address("preview_on_edit", schedule.pk))

    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("key", ["hall-rates", "125-2002", "10-2002-design", "1283-1999"])
def test_every_style_has_a_preview(client, key):
    assert '<th scope="row">10,000</th>' in preview(client, schedule_of(key)) or key != "hall-rates"


# --- Who may


@pytest.mark.parametrize(
    ("duty", "may_look", "may_change"),
    [
        ("administrator", True, True),
        ("review", True, True),
        ("editor", True, False),
        ("regulator", False, False),
        ("vetting", False, False),
    ],
)
def test_who_may_look_and_change(client, duty, may_look, may_change):
    schedule = schedule_of("670-2007")
    client.force_login(UserFactory(**{duty: True}))

    assert (client.get(address("inspect", schedule.pk)).status_code == 200) is may_look
    assert (client.get(address("edit", schedule.pk)).status_code == 200) is may_change
    assert (client.get(address("add")).status_code == 200) is may_change
