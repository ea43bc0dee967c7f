"""The first person: an account that opens every door, by a password or by a link."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils.translation import override

from marketplace import clock
from marketplace.permissions import ADMINISTRATOR

from .steps import Told


def problems_with(password: str, *, email: str) -> str:
    """Return why a password cannot be taken, in English; empty when it can."""
    with override("en"):
        try:
            validate_password(password, get_user_model()(email=email, username=email))
        except ValidationError as error:
            return " ".join(error.messages)
    return ""


def administrators():
    """Return the accounts that open every door and can be used."""
    return get_user_model().objects.filter(is_superuser=True, is_active=True).order_by("pk")


def is_there() -> bool:
    """Return whether there is one; before the first migration there is nobody."""
    try:
        return administrators().exists()
    except DatabaseError:
        return False


def open_account(*, email: str, name: str, password: str | None) -> Told:
    """Open the administrator's account, once; somebody else's account is made none."""
    email = email.lower()  # as the accounts pages look addresses up
    there = get_user_model().objects.filter(email__iexact=email).first()
    if there is not None and there.is_superuser:
        return Told("administrator", f"{there.email} is there", is_new=False)
    if there is not None:
        raise ValueError(
            f"{email} has an account that is no administrator's. Take another address, or have "
            "an administrator give that account the right in /admin/users/."
        )
    with transaction.atomic():
        user = get_user_model().objects.create_user(
            username=email,
            email=email,
            password=password,
            display_name=name,
            date_joined=clock.now(),
            is_staff=True,
            is_superuser=True,
        )
        user.groups.add(Group.objects.get(name=ADMINISTRATOR))
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return Told("administrator", f"{email} may sign in at /accounts/login/", is_new=True)


def invitation(user) -> str:
    """Return the address at which the person sets a password; good once, for three days."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    uid, _dash, token = key.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
