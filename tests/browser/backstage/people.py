"""Who acts: their sessions, and newcomers."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from marketplace import clock
from marketplace.project.demo.accounts import OPERATOR, REGULATOR, open_quiet_account
from marketplace.project.demo.days import worked_after

from ..deeds import Newcomer


def session(email: str) -> dict[str, str]:
    """Return the cookie of somebody who has signed in."""
    client = Client()
    client.force_login(get_user_model().objects.get(email=email))
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key}


def operator():
    return get_user_model().objects.get(email=OPERATOR)


def regulator():
    return get_user_model().objects.get(email=REGULATOR)


def clerk():
    """Return another person with the operator's duties, for what one may not sign alone."""
    email = "clerk@quiet.example"
    user = get_user_model().objects.filter(email=email).first()
    if user is None:
        user = open_quiet_account(email, "值班员")
        user.groups.set(Group.objects.filter(user=operator()))
    return user


def newcomer() -> tuple:
    """Return a new user and what a body that nobody knows is called."""
    found = Newcomer()
    return open_quiet_account(found.email, "来新"), {
        "credit_code": found.credit_code,
        "name_zh": found.name_zh,
        "name_en": found.name_en,
        "kind": "company",
    }


def in_some_days() -> str:
    """Return a working day that leaves everybody time."""
    return worked_after(timezone.localdate(clock.now()), 4).isoformat()


def by(user, at=None) -> dict:
    """Return who does a deed, and when."""
    return {"by": user, "at": at or clock.now()}


def prefer(*, language: str, emails: list[str]) -> None:
    """Have people prefer a language."""
    code = {"zh": "zh-hans"}.get(language, language)
    get_user_model().objects.filter(email__in=emails).update(preferred_language=code)
