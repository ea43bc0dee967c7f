"""One fen decides: above cap or ceiling is refused at every door, at it and below is let in."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import URLResolver, get_resolver
from wagtail.admin.viewsets import viewsets

from marketplace.kernel.money import Money
from procurement import commands
from procurement.models import Notice, NoticeLine, Response
from tests.factories import NOON, UserFactory
from tests.factories.fees import scheduled_item
from tests.factories.procurement import NoticeFactory, qualified_agency
from tests.procurement.refused import refused
from tests.procurement.screens import agency_for, place, published, send

pytestmark = pytest.mark.django_db
CEILING = 2_000_000  # fen, of the notices of the factory; the cap of their item is the same
MODE = {"mode_key": "online_bidding"}
BELOW, AT, ABOVE = "19999.99", "20000.00", "20000.01"


@pytest.fixture(autouse=True)
def held(at):
    return at


# --- A price and its ceiling


@pytest.mark.parametrize("price", [BELOW, AT])
def test_the_form_takes_a_price_up_to_the_ceiling(price, client):
    notice = published(**MODE)
    agency_for(client, notice)

    assert send(client, notice, price=price).status_code == 302
    assert notice.responses.get().price == Money(int(price.replace(".", "")))


def test_the_form_refuses_one_fen_more(client):
    notice = published(**MODE)
    agency_for(client, notice)

    response = send(client, notice, price=ABOVE)

    assert response.status_code == 422
    assert "bid.above_ceiling" in response.content.decode()
    assert not notice.responses.exists()


@pytest.mark.parametrize("fen", [CEILING - 1, CEILING])
def test_the_command_takes_a_price_up_to_the_ceiling(fen):
    assert place(published(**MODE), price=fen).price == Money(fen)


def test_the_command_refuses_one_fen_more():
    notice = published(**MODE)
    agency = qualified_agency(notice)

    refused(r"bid\.above_ceiling", place, notice=notice, agency=agency, price=CEILING + 1)


def insert_raw(notice, agency, fen) -> None:
    moments, stored = (NOON, NOON, notice.closes_at), connection.ops.adapt_datetimefield_value
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procurement_response (notice_id, agency_id, price_minor, ceiling_minor, "
            "currency, received_at, recorded_at, deadline_at, exclusion) "
            "VALUES (%s, %s, %s, %s, 'CNY', %s, %s, %s, '')",
            [notice.pk, agency.pk, fen, notice.ceiling_minor, *map(stored, moments)],
        )


@pytest.mark.parametrize("fen", [CEILING - 1, CEILING])
def test_raw_sql_inserts_a_price_up_to_the_ceiling(fen):
    notice = published(**MODE)

    insert_raw(notice, qualified_agency(notice), fen)

    assert Response.objects.get().price_minor == fen


def test_raw_sql_inserts_nothing_above_it():
    notice = published(**MODE)

    with pytest.raises(IntegrityError, match="within_ceiling"):
        insert_raw(notice, qualified_agency(notice), CEILING + 1)


# --- A ceiling and its cap


def terms(notice, fen):
    line = notice.lines.get()
    return {
        "notice_id": notice.pk,
        "ceilings": {line.pk: Money(fen)},
        "days": {line.pk: 10},
        "by": UserFactory(),
        "at": NOON,
    }


@pytest.mark.parametrize("fen", [CEILING - 1, CEILING])
def test_the_command_takes_a_ceiling_up_to_the_cap(fen):
    notice = NoticeFactory()

    commands.set_terms(**terms(notice, fen))

    assert Notice.objects.get().ceiling_minor == fen


def test_the_command_refuses_a_ceiling_of_one_fen_more():
    refused(r"line\.above_cap", commands.set_terms, **terms(NoticeFactory(), CEILING + 1))


@pytest.mark.parametrize("change", [{"ceiling_minor": CEILING + 1}, {"cap_minor": CEILING - 1}])
def test_raw_sql_moves_neither_ceiling_nor_cap_past_the_other(change):
    line = NoticeFactory().lines.get()

    with pytest.raises(IntegrityError, match="ceiling_within_cap"), transaction.atomic():
        NoticeLine.objects.filter(pk=line.pk).update(**change)


def test_raw_sql_takes_a_ceiling_of_one_fen_less():
    line = NoticeFactory().lines.get()

    NoticeLine.objects.filter(pk=line.pk).update(ceiling_minor=CEILING - 1)


# --- The back office


def test_no_door_of_the_back_office_takes_a_price_or_a_ceiling():
    models = {getattr(each, "model", None) for each in viewsets.viewsets}

    assert not {NoticeLine, Response} & models
    assert not [path for path in addresses("admin/") if "response" in path or "noticeline" in path]


@pytest.mark.parametrize("deed", ["new/", "edit/{pk}/", "delete/{pk}/"])
def test_the_register_of_notices_changes_nothing_for_nobody(client, deed, at):
    notice = NoticeFactory(open=True)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    answer = client.post(
        f"/admin/notice_register/{deed.format(pk=notice.pk)}", {"ceiling_minor": 1}
    )

    assert answer.status_code in (302, 403)
    assert list(Notice.objects.values_list("ceiling_minor", flat=True)) == [2_000_000]


def addresses(start, patterns=None, prefix=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(start, pattern.url_patterns, path)
        elif path.startswith(start):
            yield path


def test_an_item_has_no_fixed_cap_where_a_schedule_gives_it():
    item = scheduled_item()
    forged = {"cap_minor": 1, "cap_source_zh": "演示"}

    with pytest.raises(IntegrityError, match="policy_has_what_it_needs"), transaction.atomic():
        type(item).objects.filter(pk=item.pk).update(**forged)
