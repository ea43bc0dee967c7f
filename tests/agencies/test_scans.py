"""A scan of each certificate: handed in by the agency, read by the hall beside its facts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.documents.papers import PDF
from tests.factories import AgencyFactory, CredentialTypeFactory, HallFactory, UserFactory

from .screens import certificate, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture(autouse=True)
def papers(settings, tmp_path):
    settings.MARKETPLACE_STATE_DIR = tmp_path


@pytest.fixture
def held(client):
    """Return a certificate that an agency has entered together with its scan."""
    member = UserFactory()
    agency = AgencyFactory(draft=True, member=member)
    client.force_login(member)
    scan = SimpleUploadedFile("证书.pdf", PDF, "application/pdf")
    client.post("/agencies/mine/credentials/", certificate(CredentialTypeFactory(), scan=scan))
    return agency.credentials.select_related("scan").get()


def test_the_scan_stands_beside_the_facts(client, held):
    HallFactory()
    vetter = UserFactory(vetting=True)
    agency = held.agency
    type(agency).objects.update(state="in_vetting", submitted_at=held.scan.added_at)
    client.force_login(vetter)
    frame = f"/admin/agencies/papers/{held.scan.public_id}/"

    page = text_of(client.get(f"/admin/agencies/vetting/{agency.public_id}/"))
    shown = client.get(frame)

    assert f'src="{frame}"' in page
    assert (shown.status_code, shown.getvalue()) == (200, PDF)
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert shown["Content-Type"] == "application/pdf"
    assert "default-src 'none'" in shown["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("duty", "status"),
    [("vetting", 200), ("sanctions", 200), ("regulator", 200), ("review", 404), ("editor", 404)],
)
def test_a_scan_is_read_by_those_whose_duty_it_is(client, held, duty, status):
    client.force_login(UserFactory(**{duty: True}))

    response = client.get(f"/admin/agencies/papers/{held.scan.public_id}/")

    assert response.status_code == status
    if status == 200:
        response.getvalue()


def test_a_file_that_is_no_paper_is_refused_with_the_certificate(client):
    member = UserFactory()
    agency = AgencyFactory(draft=True, member=member)
    client.force_login(member)
    scan = SimpleUploadedFile("证书.pdf", b"<svg onload=x>", "application/pdf")

    response = client.post(
        "/agencies/mine/credentials/", certificate(CredentialTypeFactory(), scan=scan)
    )

    assert response.status_code == 422
    assert "scan" in response.context["form"].errors
    assert not agency.credentials.exists()
