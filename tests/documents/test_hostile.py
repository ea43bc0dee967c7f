"""Files that mean harm: refused in plain words, or served so that they cannot."""

import pytest

from marketplace.documents import examination
from marketplace.documents.parts import check_upload
from marketplace.kernel.refusal import Refusal

from .hostile import HOSTILE, SCRIPT, many_pages, noted, opens
from .papers import PDF, pdf, sent, stream


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused(what):
    code, name, content = HOSTILE[what]
    content = content() if callable(content) else content  # what takes long is made only here

    with pytest.raises(Refusal) as caught:
        check_upload(sent(name, content))

    assert caught.value.code == f"document.{code}"
    assert str(caught.value.message)
    assert str(caught.value.next_step)


def test_a_reader_that_does_not_come_to_an_end_is_stopped(monkeypatch):
    slow = pdf(stream(b"a story without an end"))
    with monkeypatch.context() as patch:
        patch.setattr(examination, "PATIENCE_SECONDS", 0.01)

        with pytest.raises(Refusal, match=r"^document\.heavy$"):
            check_upload(sent("contract.pdf", slow))

    assert check_upload(sent("contract.pdf", slow)).content == slow


def test_a_paper_is_looked_into_once_and_keeps_its_verdict(monkeypatch):
    monkeypatch.setattr(examination, "_remembered", {})
    acting = pdf(catalog=opens(SCRIPT))

    for name in ("a.pdf", "b.pdf"):
        assert check_upload(sent(name, PDF)).name == name
        with pytest.raises(Refusal, match=r"^document\.acting$"):
            check_upload(sent(name, acting))

    assert sorted(examination._remembered.values()) == ["acting", "ok"]


def test_no_more_verdicts_are_remembered_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(examination, "_remembered", {})
    monkeypatch.setattr(examination, "MOST_REMEMBERED", 2)

    for number in range(4):
        check_upload(sent("a.pdf", PDF + b"\n" * number))

    assert len(examination._remembered) == 2


@pytest.mark.parametrize(
    "content",
    [
        PDF,
        pdf(catalog=opens(b"[3 0 R/Fit]")),  # as office programs write it
        pdf(catalog=opens(b"<</S/GoTo/D[3 0 R/Fit]>>")),
        noted(b"<</Type/Annot/Subtype/Link/A<</S/URI/URI(https://gov.example/)>>>>"),
        PDF + b"\r\n\0\0",
        many_pages(300),
    ],
)
def test_an_ordinary_pdf_is_taken(content):
    assert check_upload(sent("合同.pdf", content)).size == len(content)
