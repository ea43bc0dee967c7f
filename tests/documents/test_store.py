"""A paper is kept whole, under its hash, and handed only to those who may read it."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from wagtail import hooks

from marketplace.documents.models import Document
from marketplace.documents.parts import check_upload, keep_document, path_of
from marketplace.kernel.refusal import Refusal
from tests.factories import NOON, UserFactory

from .papers import PDF, PNG, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MARKETPLACE_STATE_DIR = tmp_path
    return tmp_path / "papers"


def keep(name="contract.pdf", content=PDF, stream="thing:1", by=None):
    upload = check_upload(sent(name, content))
    return keep_document(stream=stream, purpose="contract", upload=upload, by=by, at=NOON)


def test_a_paper_stands_under_its_hash(store):
    user = UserFactory()

    document = keep(by=user)

    assert path_of(document.sha256) == store / document.sha256[:2] / document.sha256
    assert path_of(document.sha256).read_bytes() == PDF
    assert [path.name for path in store.rglob("*") if path.is_file()] == [document.sha256]
    assert (document.size, document.added_by, document.added_at) == (len(PDF), user, NOON)
    assert list(Document.objects.of("thing:1")) == [document]


def test_a_file_that_is_sent_twice_is_kept_once(store):
    first, second = keep(), keep(name="again.pdf", stream="thing:2")

    assert first.sha256 == second.sha256
    assert first.public_id != second.public_id
    assert len([path for path in store.rglob("*") if path.is_file()]) == 1


def test_a_torn_file_is_written_anew(store):
    path = path_of(keep().sha256)
    path.write_bytes(PDF[:3])

    keep()

    assert path.read_bytes() == PDF


@pytest.mark.django_db(transaction=True)
def test_a_paper_is_kept_inside_a_transaction_only():
    with pytest.raises(RuntimeError, match="inside the transaction"):
        keep()


def test_a_paper_without_a_purpose_is_refused():
    upload = check_upload(sent("contract.pdf", PDF))

    with pytest.raises(Refusal, match=r"^record\.invalid$"):
        keep_document(stream="thing:1", purpose="", upload=upload, at=NOON)
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE marketplace_documents_document SET name = 'other.pdf'",
        "DELETE FROM marketplace_documents_document",
    ],
)
def test_the_database_keeps_a_paper_as_it_is(statement):
    keep()

    with (
        pytest.raises(IntegrityError, match="is_append_only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


# --- Reading ------------------------------------------------------------------------------------


def address(document):
    return reverse("documents:paper", args=[document.public_id])


def let_in(reader, stream="thing:1"):
    return hooks.register_temporarily(
        "register_document_readers",
        lambda document, user: document.stream == stream and user == reader,
    )


def test_a_reader_gets_a_file_that_no_browser_shows(client):
    reader = UserFactory()
    document = keep(name="合同 1.pdf")
    client.force_login(reader)

    with let_in(reader):
        response = client.get(address(document))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%90%88")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Length"] == str(len(PDF))


@pytest.mark.parametrize("who", ["anonymous", "stranger", "superuser", "inactive"])
def test_for_everybody_else_there_is_no_such_paper(client, who):
    reader = UserFactory(is_active=who != "inactive")
    document = keep()
    user = {
        "stranger": UserFactory(),
        "superuser": UserFactory(is_superuser=True),
        "inactive": reader,
    }.get(who)
    if user:
        client.force_login(user)

    with let_in(reader):
        assert client.get(address(document)).status_code == 404


def test_a_reader_of_one_thing_reads_no_other(client):
    reader = UserFactory()
    client.force_login(reader)

    with let_in(reader, stream="thing:2"):
        assert client.get(address(keep())).status_code == 404


def test_a_paper_whose_file_is_gone_is_not_found(client):
    reader = UserFactory()
    document = keep(name="seal.png", content=PNG)
    path_of(document.sha256).unlink()
    client.force_login(reader)

    with let_in(reader):
        assert client.get(address(document)).status_code == 404


def test_nothing_is_sent_to_a_paper(client):
    assert client.post(address(keep())).status_code == 405


def test_a_picture_is_shown_where_that_is_asked_and_a_pdf_never(client):
    reader = UserFactory()
    scan, contract = keep("scan.png", PNG), keep()
    client.force_login(reader)

    with let_in(reader):
        shown = client.get(address(scan), {"shown": ""})
        offered = client.get(address(contract), {"shown": ""})

    assert shown["Content-Disposition"] == 'inline; filename="scan.png"'
    assert offered["Content-Disposition"] == 'attachment; filename="contract.pdf"'
    for response in (shown, offered):
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response.getvalue()


def test_what_is_published_is_read_by_strangers(client):
    document = keep()

    with hooks.register_temporarily("register_document_readers", lambda document, user: True):
        response = client.get(address(document))
        assert (response.status_code, len(response.getvalue())) == (200, document.size)
    assert client.get(address(document)).status_code == 404
