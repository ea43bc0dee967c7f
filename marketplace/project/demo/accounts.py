"""The accounts with which a visitor may sign in, and the people of the city without a password."""

from __future__ import annotations

from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from marketplace import clock, permissions

PASSWORD = "demo-supermarket"  # noqa: S105 -- announced to everybody, for invented people only

PUBLIC_OWNER = "owner@demo.example"
PRIVATE_OWNER = "company@demo.example"
AGENCY = "agency@demo.example"
SECOND_AGENCY = "agency2@demo.example"
INVITED_AGENCY = "invited@demo.example"
OPERATOR = "operator@demo.example"
EDITOR = "editor@demo.example"
SECOND_EDITOR = "editor2@demo.example"
REGULATOR = "regulator@demo.example"
ADMINISTRATOR = "admin@demo.example"


class Account(NamedTuple):
    """One account that a visitor may use: its address, whose it is, and what it is for."""

    email: str
    name: str
    purpose: str
    duties: tuple[str, ...] = ()
    is_superuser: bool = False


ACCOUNTS = (
    Account(PUBLIC_OWNER, "顾闻笛", "a project owner with public money"),
    Account(PRIVATE_OWNER, "穆知秋", "a project owner with private money"),
    Account(AGENCY, "程思远", "an agency that may answer the open draw and the open bidding"),
    Account(SECOND_AGENCY, "叶书宁", "a second agency that may answer both"),
    Account(INVITED_AGENCY, "林若溪", "the agency that is invited by direct selection"),
    Account(
        OPERATOR,
        "大厅值班员",
        "an operator: vetting, review, draws, sanctions",
        tuple(sorted(permissions.OPERATOR)),
    ),
    Account(EDITOR, "大厅编辑", "an editor of the pages", (permissions.EDITOR,)),
    Account(
        SECOND_EDITOR,
        "编辑同事",
        "a second editor, who reads what the first one wrote",
        (permissions.EDITOR,),
    ),
    Account(REGULATOR, "监管人员", "a regulator", (permissions.REGULATOR,)),
    Account(
        ADMINISTRATOR,
        "系统管理员",
        "the system administrator",
        (permissions.ADMINISTRATOR,),
        is_superuser=True,
    ),
)


def open_named_accounts() -> dict[str, object]:
    """Open the accounts that a visitor may use, and return their users by address."""
    password = make_password(PASSWORD)  # once: making it is slow, and it is no secret
    return {account.email: _open(account, password) for account in ACCOUNTS}


def open_quiet_account(email: str, name: str):
    """Return a new user who acts in the story but cannot sign in."""
    return get_user_model().objects.create_user(
        username=email, email=email, display_name=name, date_joined=clock.now()
    )


def _open(account: Account, password: str):
    user = get_user_model().objects.create(
        username=account.email,
        email=account.email,
        password=password,
        display_name=account.name,
        date_joined=clock.now(),
        is_staff=account.is_superuser,
        is_superuser=account.is_superuser,
    )
    user.groups.set(Group.objects.filter(name__in=account.duties))
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
