"""What an agency tells about itself, beside what its licence says."""

from __future__ import annotations

from typing import TypedDict


class Profile(TypedDict, total=False):
    """Columns of ``Agency`` that its people fill in. The first four are needed to be listed."""

    address: str
    legal_representative: str
    contact_name: str
    contact_phone: str
    contact_email: str
    introduction_zh: str
    introduction_en: str


NEEDED = ("address", "legal_representative", "contact_name", "contact_phone")
PERSONAL = ("legal_representative", "contact_name", "contact_phone", "contact_email")
