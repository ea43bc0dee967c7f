"""Step 2: ceilings, days, credentials and texts."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.models import Event
from procurement.models import Notice
from tests.factories import NOON, CredentialTypeFactory, ServiceItemFactory
from tests.factories.agencies import AgencyFactory

from .owner_pages import BROKEN_TEXTS, HONEST_TEXTS, draft, filled_terms, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(owner_again):
    return owner_again


@pytest.fixture
def client(owners_browser):
    return owners_browser


@pytest.fixture(scope="module")
def kept_notice(kept_owner):
    return draft(kept_owner)


@pytest.fixture
def notice(kept_notice, at):
    return Notice.objects.get(pk=kept_notice.pk)


def send(client, notice, **changes):
    return client.post(step("terms", notice), filled_terms(notice, **changes))


def ceilings(notice):
    return [line.ceiling_minor for line in notice.lines.all()]


def test_the_terms_are_stored_and_lead_to_the_mode(client, notice):
    agency = AgencyFactory()
    asked = CredentialTypeFactory()

    response = send(
        client,
        notice,
        grade__0=f"{asked.code}.B",
        avoid__0__agency=agency.public_id,
        avoid__0__reason="编制了可行性研究报告",
        scope="三公里道路\n含桥梁一座",
        contact_name="王工",
    )

    notice.refresh_from_db()
    assert response.url == step("mode", notice)
    assert (notice.ceiling_minor, notice.lines.get().required_days) == (1_500_000, 10)
    assert notice.requirements.get().min_grade == asked.grades.get(code="B")
    assert [(each.agency, each.reason) for each in notice.avoidances.all()] == [
        (agency, "编制了可行性研究报告")
    ]
    assert notice.scope == "三公里道路\n含桥梁一座"


def test_the_stored_terms_stand_in_the_form_again(client, notice):
    agency = AgencyFactory()
    send(client, notice, avoid__0__agency=agency.public_id, avoid__0__reason="有关联", do="save")

    page = client.get(step("terms", notice)).content.decode()

    assert 'value="15000.00"' in page
    assert f"({agency.public_id})" in page
    assert 'value="有关联"' in page


def test_each_line_shows_its_cap_with_the_source_and_what_is_usual(client, owner):
    typical = {"of": "fee", "low_yuan": 60_000, "high_yuan": 260_000}
    notice = draft(owner, items=[ServiceItemFactory(typical=typical)])

    page = client.get(f"/en{step('terms', notice)}").content.decode()

    assert "CNY 20,000.00" in page
    assert "Reference, not law: Demonstration figure" in page
    assert "20 working days" in page
    assert "a price from CNY 60,000.00 to CNY 260,000.00" in page


@pytest.mark.parametrize(
    ("typical", "words"),
    [
        (
            {"of": "base", "low_yuan": 1, "high_yuan": 2, "base_zh": "估", "base_en": "investment"},
            "investment from CNY 1.00 to CNY 2.00",
        ),
        (
            {"of": "quantity", "low": 8000, "high": 9000, "unit_zh": "平", "unit_en": "metres"},
            "8,000 to 9,000 metres",
        ),
    ],
)
def test_what_is_usual_is_said_for_bases_and_quantities_too(typical, words, client, owner):
    notice = draft(owner, items=[ServiceItemFactory(typical=typical)])

    assert words in client.get(f"/en{step('terms', notice)}").content.decode()


@pytest.mark.parametrize("typed", ["１５０００．５０", "15,000.50", " 15000.5 "])
def test_full_width_digits_and_thousands_are_read(typed, client, notice):
    line = notice.lines.get()

    response = send(client, notice, **{f"ceiling-{line.pk}": typed, f"days-{line.pk}": "１０"})

    assert response.status_code == 302
    assert ceilings(notice) == [1_500_050]


@pytest.mark.parametrize(
    "typed",
    [
        "20000.01",
        "15000.005",
        "١٥٠٠٠",
        "१५०००",
        "15²",
        "-5",
        "0",
        "0.00",
        "",
        "1e4",
        "NaN",
        "9" * 60,
    ],
)
def test_a_wrong_ceiling_is_told_and_nothing_is_stored(typed, client, notice):
    line, before = notice.lines.get(), Event.objects.count()

    response = send(client, notice, **{f"ceiling-{line.pk}": typed})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [f"ceiling-{line.pk}"]
    assert ceilings(notice) == [2_000_000]
    assert Event.objects.count() == before
    assert f'id="id_days-{line.pk}"' in response.content.decode()


@pytest.mark.parametrize("typed", ["0", "21", "1.5", "٥", "ten", "", "-1"])
def test_wrong_days_are_told(typed, client, notice):
    line = notice.lines.get()

    response = send(client, notice, **{f"days-{line.pk}": typed})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [f"days-{line.pk}"]


def test_a_cap_that_fell_meanwhile_counts_at_once(client, notice):
    line = notice.lines.get()
    form = client.get(step("terms", notice))
    line.item.cap_minor = 1_000_000
    line.item.save()

    response = send(client, notice)

    assert form.status_code == 200
    assert response.status_code == 422
    assert ceilings(notice) == [2_000_000]


# --- Credentials


def test_credentials_nobody_may_ask_for_stand_there_closed(client, notice):
    abolished = CredentialTypeFactory(abolished_on=dt.date(2021, 7, 1))
    voluntary = CredentialTypeFactory(is_voluntary=True)

    page = client.get(f"/en{step('terms', notice)}").content.decode()

    assert f'value="{abolished.code}.A" disabled' in page
    assert f"{abolished.name_en}: abolished on 1 Jul 2021" in page
    assert f'value="{voluntary.code}.A" disabled' in page
    assert f"{voluntary.name_en}: nobody may demand it" in page


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"abolished_on": dt.date(2021, 7, 1)}, "credential.abolished"),
        ({"is_voluntary": True}, "credential.voluntary"),
    ],
)
def test_asking_for_them_all_the_same_is_refused(columns, code, client, notice):
    asked = CredentialTypeFactory(**columns)

    response = send(client, notice, grade__0=f"{asked.code}.A")

    assert response.status_code == 422
    assert code in response.content.decode()
    assert not notice.requirements.exists()


def test_one_credential_is_asked_for_once(client, notice):
    asked = CredentialTypeFactory()

    response = send(client, notice, grade__0=f"{asked.code}.A", grade__1=f"{asked.code}.B")

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["grade-1"]


@pytest.mark.parametrize("value", ["NOTHING.A", "\x00", "x" * 10_000])
def test_an_unknown_credential_is_told(value, client, notice):
    response = send(client, notice, grade__0=value)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["grade-0"]


# --- Texts


@pytest.mark.parametrize("name", ["scope", "contact_name", "contact_phone", "complaint_phone"])
@pytest.mark.parametrize(
    "typed", [*BROKEN_TEXTS, "x" * 5000, SimpleUploadedFile("notes.txt", b"text")], ids=repr
)
def test_a_text_that_hides_something_or_is_too_long_is_told(name, typed, client, notice):
    if hasattr(typed, "seek"):
        typed.seek(0)

    response = send(client, notice, **{name: typed})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [name]
    assert ceilings(notice) == [2_000_000]


@pytest.mark.parametrize("name", ["in_sequence", "grade-0", "anything"])
def test_a_file_is_refused_wherever_it_comes(name, client, notice):
    response = send(client, notice, **{name: SimpleUploadedFile("notes.txt", b"text")})

    assert response.status_code == 422
    assert not notice.requirements.exists()


@pytest.mark.parametrize("text", HONEST_TEXTS)
def test_honest_text_is_kept_and_shown_as_text(text, client, notice):
    agency = AgencyFactory()
    send(client, notice, scope=text, avoid__0__agency=agency.public_id, avoid__0__reason=text)

    page = client.get(step("terms", notice)).content.decode()

    assert Notice.objects.get().scope == text
    assert notice.avoidances.get().reason == text
    assert "<script>x" not in page


def test_a_megabyte_of_text_is_refused_before_it_is_read(client, notice):
    response = send(client, notice, scope="x" * 1_000_000)

    assert response.status_code == 413
    assert ceilings(notice) == [2_000_000]


def test_lines_in_sequence_are_asked_for_where_there_are_several(client, owner):
    notice = draft(owner, items=ServiceItemFactory.create_batch(2))

    send(client, notice, in_sequence="on")

    notice.refresh_from_db()
    assert notice.lines_in_sequence
    assert "in_sequence" not in client.get(step("terms", draft(owner))).context["form"].fields


def test_the_terms_of_a_published_notice_stay_as_they_are(client, owner):
    notice = draft(owner, open=True, closes_at=NOON + dt.timedelta(days=2))

    page = client.get(step("terms", notice))
    sent = send(client, notice)

    assert page.url == notice.get_absolute_url()
    assert sent.status_code == 409
    assert "notice.frozen" in sent.content.decode()
    assert ceilings(notice) == [2_000_000]
