"""What a file is says its content; what is not kept is refused in plain words."""

import io

import pytest
from django import forms

from marketplace.documents.domain.upload import Upload
from marketplace.documents.formfields import PaperField
from marketplace.documents.parts import check_upload
from marketplace.kernel.refusal import Refusal

from .papers import JPEG, PDF, PNG, WEBP, sent

HTML = b"<html><script>alert(1)</script></html>"


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("合同.pdf", PDF, "application/pdf"),
        ("CONTRACT.PDF", PDF, "application/pdf"),
        ("seal.png", PNG, "image/png"),
        ("photo.jpg", JPEG, "image/jpeg"),
        ("photo.jpeg", JPEG, "image/jpeg"),
        ("photo.webp", WEBP, "image/webp"),
    ],
)
def test_a_paper_is_what_its_content_says(name, content, media_type):
    upload = check_upload(sent(name, content))

    assert (upload.name, upload.media_type) == (name, media_type)
    assert (upload.content, upload.size) == (content, len(content))


def test_a_paper_is_known_by_its_hash():
    upload = Upload("empty.pdf", "application/pdf", b"%PDF-1.4\n")

    assert upload.sha256 == "e5c62df5dab5c87b6a015ef3d43597074d1eec433b15f51aec63b8582d0e4ab4"


@pytest.mark.parametrize(
    ("code", "name", "content"),
    [
        ("document.empty", "contract.pdf", b""),
        ("document.type", "contract.pdf", HTML),
        ("document.type", "contract.pdf", b"MZ\x90\x00" + b"\0" * 60),
        ("document.type", "archive.zip", b"PK\x03\x04" + b"\0" * 60),
        ("document.type", "moving.gif", b"GIF89a" + b"\0" * 20),
        ("document.type", "picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("document.type", "contract.png", PDF),
        ("document.type", "contract.pdf.html", PDF),
        ("document.type", "contract", PDF),
        ("document.type", "later.pdf", HTML + PDF),
        ("document.name", "", PDF),
        ("document.name", "..", PDF),
        ("document.name", "../../etc/contract.pdf", PDF),
        ("document.name", "c:\\papers\\contract.pdf", PDF),
        ("document.name", "contract\0.pdf", PDF),
        ("document.name", "contract\u202efdp.pdf", PDF),
        ("document.name", "a" * 157 + ".pdf", PDF),
    ],
)
def test_what_is_not_kept_is_refused(code, name, content):
    with pytest.raises(Refusal, match=f"^{code}$"):
        check_upload(sent(name, content))


def test_a_file_may_be_as_large_as_the_setting_says_and_not_a_byte_more(settings):
    settings.MARKETPLACE_DOCUMENT_MAX_BYTES = len(PDF)

    assert check_upload(sent("contract.pdf", PDF)).size == len(PDF)
    with pytest.raises(Refusal, match=r"^document\.too_large$"):
        check_upload(sent("contract.pdf", PDF + b" "))


def test_a_pdf_with_a_pictures_name_is_told_what_it_is():
    with pytest.raises(Refusal) as caught:
        check_upload(sent("contract.png", PDF))

    assert "application/pdf" in caught.value.message
    assert ".pdf" in caught.value.next_step


class ContractForm(forms.Form):
    contract = PaperField()
    annex = PaperField(required=False)


def test_a_form_reads_a_paper():
    form = ContractForm({}, {"contract": sent("contract.pdf", PDF)})

    assert form.is_valid()
    assert form.cleaned_data["contract"].media_type == "application/pdf"
    assert form.cleaned_data["annex"] is None


@pytest.mark.parametrize(
    ("files", "code"),
    [({}, "required"), ({"contract": sent("contract.pdf", HTML)}, "document.type")],
)
def test_a_form_says_what_is_wrong_with_a_paper(files, code):
    form = ContractForm({}, files)

    assert [error.code for error in form.errors.as_data()["contract"]] == [code]


def test_text_where_a_paper_is_asked_is_no_paper():
    form = ContractForm({"contract": "contract.pdf"}, {})

    assert [error.code for error in form.errors.as_data()["contract"]] == ["required"]


def test_a_file_as_large_as_the_sky_is_not_read_to_its_end():
    class Endless(io.RawIOBase):
        name, asked = "contract.pdf", []

        def seek(self, place):
            return place

        def read(self, size=-1):
            self.asked.append(size)
            return bytes(size)

    with pytest.raises(Refusal, match=r"^document\.too_large$"):
        check_upload(Endless())
    assert Endless.asked == [20 * 1024 * 1024 + 1]
