"""What a browser sends to an agency's own screens, with everything right."""

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.users.models import UserProfile

from tests.factories import RegionFactory, credit_code


def a_file() -> SimpleUploadedFile:
    """Return a small file, for where text is asked."""
    return SimpleUploadedFile("name.txt", b"a file", "text/plain")


def reads(user, language: str) -> None:
    """Have a person read Wagtail's admin in a language."""
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()


def sent(fields: dict) -> dict:
    """Return the fields as a browser sends them: what can be called makes its value now."""
    return {name: value() if callable(value) else value for name, value in fields.items()}


def text_of(response) -> str:
    return response.content.decode()


def registration(**changes) -> dict:
    return sent(
        {
            "credit_code": credit_code(7_000_001),
            "name_zh": "演示测绘有限公司",
            "name_en": "",
            "kind": "company",
            "region": RegionFactory().pk,
            "address": "演示路1号",
            "legal_representative": "甲某",
            "contact_name": "乙某",
            "contact_phone": "0990-20001",
            "contact_email": "office@example.org",
            "introduction_zh": "",
            "introduction_en": "",
        }
        | changes
    )


def certificate(credential_type, **changes) -> dict:
    return sent(
        {
            "grade": credential_type.grades.get(code="A").pk,
            "number": "S-1",
            "valid_from": "2025-03-01",
            "valid_to": "2026-12-31",
        }
        | changes
    )


def registered_person(**changes) -> dict:
    return sent(
        {
            "name": "丙某",
            "profession": "注册测绘师",
            "registration_number": "R-1",
            "valid_from": "2025-03-01",
            "valid_to": "",
        }
        | changes
    )


def offer(offered, /, **changes) -> dict:
    return sent(
        {"item": offered.pk, "price": "18000.00", "discount": "", "committed_days": "12"} | changes
    )
