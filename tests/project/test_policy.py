import pytest

PUBLIC = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; manifest-src 'self'; "
    "script-src 'self'; style-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": PUBLIC,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

pytestmark = pytest.mark.django_db


def policy(answer) -> dict[str, str]:
    parts = (part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    return dict(parts)


@pytest.mark.parametrize("path", ["/accounts/login/", "/en/accounts/signup/", "/not/there/"])
def test_a_public_page_may_load_only_from_here(client, path):
    answer = client.get(path)

    found = {name: answer[name] for name in HEADERS}
    found["Content-Security-Policy"] = "; ".join(
        sorted(answer["Content-Security-Policy"].split("; "))
    )
    assert found == HEADERS


def test_only_the_editor_may_carry_its_own_scripts_and_styles(admin_client):
    editor = policy(admin_client.get("/admin/"))

    assert editor["script-src"] == "'self' 'unsafe-inline'"
    assert editor["style-src"] == "'self' 'unsafe-inline'"
    assert editor["frame-ancestors"] == "'self'"
    assert editor["default-src"] == "'none'"


def test_an_address_that_only_looks_like_the_editor_is_public(client):
    assert policy(client.get("/administrator/"))["script-src"] == "'self'"
    assert policy(client.get("/en/admin/"))["script-src"] == "'self'"


def test_a_preview_may_be_framed_by_the_editor_and_stays_strict(admin_client, admin_user, rf):
    from wagtail.models import Page

    page = Page.objects.first()
    preview = page.specific.make_preview_request(rf.get("/"), "")

    assert policy(preview)["frame-ancestors"] == "'self'"
    assert policy(preview)["script-src"] == "'self'"
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
