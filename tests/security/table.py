"""Who gets what at every address of ours: URL × role × method.

Answers: ``ok`` 200, ``bad`` 400, ``wrong`` 422 (the form was read and something is missing),
``done`` a redirect after a deed, ``login`` to sign in, ``register`` to register an agency,
``home`` to one's own desk, ``no`` 403, ``none`` 404 (as if it did not exist), ``never`` 405.

A row that names one answer gives it to every role; otherwise ``others`` is for those not named.
PUT, PATCH and DELETE are ``never`` (or no more than GET allows) everywhere.
"""

from .table_open import PUBLIC
from .table_open import TABLE as EVERYBODYS

AGENCIES = ("agency", "other_agency", "suspended_agency")
OWNERS = ("owner", "other_owner")


def to(roles, answer, **others):
    """Give ``answer`` to these roles, send the anonymous to sign in, refuse the others."""
    return {"anonymous": "login", **dict.fromkeys(roles, answer), **others, "others": "no"}


def desk(roles, answer):
    """Give ``answer`` to these roles in Wagtail's admin; other staff go home, others sign in."""
    outside = dict.fromkeys(("anonymous", "nobody", *AGENCIES, *OWNERS), "login")
    return outside | dict.fromkeys(roles, answer) | {"others": "no"}


STAFF = ("vetting", "review", "sanctions", "editor", "regulator", "auditor", "administrator")
STAFF += ("superuser",)
CLERKS = ("vetting", "administrator", "superuser")
READ_ONLY = desk(STAFF, "never")  # Wagtail asks who one is before the method is looked at
MEMBERS_GET = to(AGENCIES, "ok") | {"others": "register"}
STRANGERS = {"other_agency": "none", "suspended_agency": "none"}
OWNER_GET, OWNER_POST = to(OWNERS, "ok"), to(OWNERS, "wrong")
MINE_GET = to(["owner"], "ok", other_owner="none")
MINE_POST = to(["owner"], "wrong", other_owner="none")
DRAFT, OPEN = ["draft.public_id"], ["open_notice.public_id"]
SERVICE, WATCHERS = ["service_notice.public_id"], ("vetting", "review", "sanctions", "regulator")


def seen(owner, agency, watchers):
    """Give these answers to who may see the one service; to others it does not exist."""
    sides = {"anonymous": "login", "owner": owner, "agency": agency}
    return sides | dict.fromkeys(WATCHERS, watchers) | {"others": "none"}


OF_OWNER = (SERVICE, seen("done", "no", "no"), seen("wrong", "no", "no"))
OF_AGENCY = (SERVICE, seen("no", "done", "no"), seen("no", "wrong", "no"))
OF_BOTH = (SERVICE, seen("done", "done", "no"), seen("wrong", "wrong", "no"))
OWN_CALENDAR = {"anonymous": "login", "agency": "done", "others": "none"}

TABLE = EVERYBODYS | {
    # name: (arguments by the world's attributes, GET, POST)
    "marketplace:items": ([], *PUBLIC),
    "marketplace:item": (["item.code"], *PUBLIC),
    "marketplace:patterns": ([], *PUBLIC),
    "marketplace:rules": ([], *PUBLIC),
    "marketplace:theme": ([], "never", "bad"),
    "marketplace:desk": (
        [],
        {"anonymous": "login", "others": "home"},
        "never",
    ),
    "fees:calculator": ([], *PUBLIC),
    "fees:schedules": ([], *PUBLIC),
    "fees:schedule": (["schedule.key"], *PUBLIC),
    "agencies:directory": ([], *PUBLIC),
    "agencies:directory_csv": ([], *PUBLIC),
    "agencies:compare": ([], *PUBLIC),
    "agencies:shortlist": ([], "ok", "bad"),
    "agencies:agency": (["agency.public_id"], *PUBLIC),
    "agencies:mine": ([], MEMBERS_GET, "never"),
    "agencies:register": (
        [],
        {"anonymous": "login", **dict.fromkeys(AGENCIES, "done"), "others": "ok"},
        {"anonymous": "login", "others": "wrong"},
    ),
    "agencies:profile": ([], MEMBERS_GET, to(AGENCIES, "wrong")),
    "agencies:credentials": ([], MEMBERS_GET, to(AGENCIES, "wrong")),
    "agencies:credential_withdraw": (
        ["credential.pk"],
        "never",
        to(["agency"], "done", **STRANGERS),
    ),
    "agencies:practitioners": ([], MEMBERS_GET, to(AGENCIES, "wrong")),
    "agencies:practitioner_remove": (
        ["practitioner.pk"],
        "never",
        to(["agency"], "done", **STRANGERS),
    ),
    "agencies:services": ([], MEMBERS_GET, to(AGENCIES, "wrong")),
    "agencies:service": (
        ["item.code"],
        MEMBERS_GET | STRANGERS,
        to(["agency"], "wrong", **STRANGERS),
    ),
    "agencies:service_stop": (["item.code"], "never", to(["agency"], "done", **STRANGERS)),
    "agencies:members": ([], MEMBERS_GET, to(AGENCIES, "wrong")),
    "agencies:member": (["stranger.pk"], "never", to(AGENCIES, "none")),
    "agencies:invitation": (["document.public_id"], "never", to(AGENCIES, "none")),
    "agencies:submit": ([], "never", to(AGENCIES, "wrong")),
    "agencies:withdraw": (
        [],
        MEMBERS_GET,
        to(["agency", "other_agency"], "done", suspended_agency="wrong"),
    ),
    "agencies:reopen": ([], "never", to(AGENCIES, "wrong")),
    "agencies:vetting": ([], to(["vetting", "regulator"], "done"), "never"),
    "agencies:application": (["applicant.public_id"], to(["vetting"], "done"), "never"),
    "agencies:sanctions": ([], to(["sanctions"], "done"), "never"),
    "agencies:sanction": (["agency.public_id"], to(["sanctions"], "done"), "never"),
    "agencies:credential_revoke": (
        ["agency.public_id", "credential.pk"],
        to(["sanctions"], "done"),
        "never",
    ),
    "agencies_desk:queue": ([], desk(["vetting", "regulator"], "ok"), READ_ONLY),
    "agencies_desk:application": (
        ["applicant.public_id"],
        desk(["vetting"], "ok"),
        desk(["vetting"], "wrong"),
    ),
    "agencies_desk:claim": (["applicant.public_id"], READ_ONLY, desk(["vetting"], "done")),
    "agencies_desk:release": (["applicant.public_id"], READ_ONLY, desk(["vetting"], "wrong")),
    "agencies_desk:sanctions": ([], desk(["sanctions"], "ok"), READ_ONLY),
    "agencies_desk:sanction": (["agency.public_id"], desk(["sanctions"], "ok"), READ_ONLY),
    "agencies_desk:decide": (
        ["agency.public_id", "suspend"],
        desk(["sanctions"], "ok"),
        desk(["sanctions"], "wrong"),
    ),
    "agencies_desk:credential_revoke": (
        ["agency.public_id", "credential.pk"],
        desk(["sanctions"], "ok"),
        desk(["sanctions"], "wrong"),
    ),
    "agencies_desk:paper": (["document.public_id"], desk(STAFF, "none"), READ_ONLY),
    "exchange:exchange": ([], desk(STAFF, "ok"), READ_ONLY),
    "exchange:export": (["catalogue", "csv"], desk(STAFF, "ok"), READ_ONLY),
    "exchange:bring": (["agencies"], desk(CLERKS, "ok"), desk(CLERKS, "wrong")),
    "exchange:run": (["missing"], desk(STAFF, "none"), desk(STAFF, "none")),
    "procurement:notices": ([], *PUBLIC),
    "procurement:notice": (OPEN, *PUBLIC),
    "procurement:record": (OPEN, *PUBLIC),
    "procurement:deadlines": (OPEN, *PUBLIC),
    "procurement:modes": ([], *PUBLIC),
    "procurement:answer": (OPEN, to(AGENCIES, "ok"), to(AGENCIES, "wrong")),
    "procurement:receipts": (OPEN, to(AGENCIES, "none"), "never"),
    "procurement:withdraw": (OPEN, to(AGENCIES, "ok"), to(AGENCIES, "wrong")),
    "procurement:agency_desk": ([], to(AGENCIES, "ok"), "never"),
    "procurement:agency_notices": ([], to(AGENCIES, "ok"), "never"),
    "procurement:agency_answers": ([], to(AGENCIES, "ok"), "never"),
    "procurement:owner_desk": ([], OWNER_GET, "never"),
    "procurement:owner_notices": ([], OWNER_GET, "never"),
    "procurement:wizard_begin": ([], OWNER_GET, OWNER_POST),
    "procurement:wizard_services": (DRAFT, MINE_GET, MINE_POST),
    "procurement:wizard_terms": (DRAFT, MINE_GET, MINE_POST),
    "procurement:wizard_mode": (DRAFT, MINE_GET, MINE_POST),
    "procurement:wizard_review": (DRAFT, MINE_GET, to(["owner"], "done", other_owner="none")),
    "procurement:wizard_agencies": (DRAFT, MINE_GET, "never"),
    "procurement:cancel_notice": (OPEN, MINE_GET, MINE_POST),
    "procurement:projects": ([], OWNER_GET, "never"),
    "procurement:owner_apply": (
        [],
        {"anonymous": "login", **dict.fromkeys(OWNERS, "done"), "others": "ok"},
        {"anonymous": "login", **dict.fromkeys(OWNERS, "done"), "others": "wrong"},
    ),
    "procurement:owner_members": ([], OWNER_GET, OWNER_POST),
    "procurement:owner_member": (["stranger.pk"], "never", to(OWNERS, "none")),
    "procurement:owner_invitation": (["document.public_id"], "never", to(OWNERS, "none")),
    "procurement:notice_papers": (DRAFT, MINE_GET, MINE_POST),
    "procurement:notice_paper_remove": (
        DRAFT,
        "never",
        to(["owner"], "none", other_owner="none"),
    ),
    "procurement:extend_notice": (OPEN, MINE_GET, MINE_POST),
    "procurement:reply": (
        ["open_notice.public_id", "question.number"],
        MINE_GET,
        MINE_POST,
    ),
    "procurement:ask": (OPEN, to(AGENCIES, "ok"), to(AGENCIES, "wrong")),
    "procurement:review_queue": ([], to(["review", "regulator"], "ok"), "never"),
    "procurement:review_notice": (
        ["in_review.public_id"],
        to(["review", "regulator"], "ok"),
        to(["review"], "wrong"),
    ),
    "procurement:new_project": ([], OWNER_GET, OWNER_POST),
    "notifications:notifications": ([], {"anonymous": "login", "others": "ok"}, "never"),
    "notifications:topics": (
        [],
        {"anonymous": "login", "others": "ok"},
        {"anonymous": "login", "others": "wrong"},
    ),
    "notifications:read_all": ([], "never", {"anonymous": "login", "others": "bad"}),
    "notifications:follow": (["0"], {"anonymous": "login", "others": "none"}, "never"),
    "notifications:read": (["0"], "never", {"anonymous": "login", "others": "none"}),
    "notifications:off": (["missing"], "none", "none"),
    "accounts:settings": (
        [],
        {"anonymous": "login", "others": "ok"},
        {"anonymous": "login", "others": "wrong"},
    ),
    "approvals:approvals": ([], {"anonymous": "login", "others": "ok"}, "never"),
    "approvals:approval": (
        ["approval.public_id"],
        {"anonymous": "login", "vetting": "ok", "regulator": "ok", "others": "none"},
        {"anonymous": "login", "vetting": "wrong", "regulator": "wrong", "others": "none"},
    ),
    "documents:paper": (["document.public_id"], "none", "never"),
    "organisations:invitations": ([], {"anonymous": "login", "others": "ok"}, "never"),
    "organisations:invitation": (
        ["invitation.public_id"],
        {"anonymous": "login", "nobody": "ok", "others": "none"},
        {"anonymous": "login", "nobody": "wrong", "others": "none"},
    ),
    "contracts:services": (
        [],
        to([*AGENCIES, *OWNERS], "ok", **dict.fromkeys(WATCHERS, "done")),
        "never",
    ),
    "contracts:service": (SERVICE, seen("ok", "ok", "ok"), "never"),
    "contracts:confirm": (SERVICE, seen("no", "done", "no"), seen("no", "done", "no")),
    "contracts:decline": OF_AGENCY,
    "contracts:skip": (SERVICE, seen("no", "no", "no"), seen("no", "no", "no")),
    "contracts:contract": OF_OWNER,
    "contracts:start": OF_OWNER,
    "contracts:pause": OF_BOTH,
    "contracts:resume": OF_BOTH,
    "contracts:extend": OF_AGENCY,
    "contracts:decide": OF_OWNER,
    "contracts:deliver": OF_AGENCY,
    "contracts:accept": OF_OWNER,
    "contracts:return": OF_OWNER,
    "contracts:diary": ([], to([*AGENCIES, *OWNERS], "ok"), "never"),
    "contracts:diary_open": (["agency.organisation_id"], "never", OWN_CALENDAR),
    "contracts:diary_close": (["agency.organisation_id"], "never", OWN_CALENDAR),
    "contracts:feed": (["agency.public_id"], "none", "never"),
    "contracts:board": ([], to(WATCHERS, "ok"), "never"),
    "contracts:board_csv": ([], to(WATCHERS, "ok"), "never"),
    "contracts:board_xlsx": ([], to(WATCHERS, "ok"), "never"),
    "log:log": ([], *PUBLIC),
    "log:checkpoint": ([], *PUBLIC),  # 204: this world has no log yet
    "log:proof": ([], "bad", "never"),
    "log:consistency": ([], "bad", "never"),
    "log:tile": (["0"], *PUBLIC),
    "log:entry": (["0"], "none", "never"),
    "log:keys": ([], *PUBLIC),
    "log:cosignatures": ([], "never", "bad"),
    "log:receipt": (["missing"], "none", "never"),
    "log:receipt_json": (["missing"], "none", "never"),
    "log:witness": ([], *PUBLIC),
    "draws:how": ([], *PUBLIC),
    "draws:verify": ([], *PUBLIC),
    "draws:page_file": ([], *PUBLIC),
    "draws:script": ([], *PUBLIC),
    "draws:slot": (["missing"], "none", "never"),  # this world has no slot yet
    "draws:screen": (["missing"], "none", "never"),
    "draws:dice": (["missing"], "never", "none"),
    "draws:receipt": (["missing", "0"], "none", "never"),
    "draws:state": (["missing"], "none", "never"),
    "draws:bundle": (["missing"], "none", "never"),
    "draws:stir": ([], *PUBLIC),
    "draws:pool": (["missing"], "none", "never"),
    "draws:output": (["missing"], "never", "none"),
    "draws:proof": (["missing"], "none", "none"),
    "draws:proof_file": (["missing", "ab"], "none", "never"),
    "draws:void": (["missing"], to(["regulator"], "none"), to(["regulator"], "none")),
    "search:results": ([], *PUBLIC),
    "search:suggest": ([], *PUBLIC),
    "saved_searches:list": (
        [],
        {"anonymous": "login", "others": "ok"},
        {"anonymous": "login", "others": "wrong"},
    ),
    "saved_searches:keep": (["missing"], "never", {"anonymous": "login", "others": "none"}),
    "saved_searches:off": (["missing"], "none", "none"),
    "demo:clock": ([], "ok", "wrong"),
    "demo:mailbox": ([], *PUBLIC),
    "demo:letter": (["missing"], "none", "never"),
}

THIRD_PARTY = {
    # prefix: (anonymous, nobody, superuser) at GET, and at POST
    "/admin/": ("login", "login", "ok"),
    "/admin/pages/": ("login", "login", "ok"),
    "/admin/users/": ("login", "login", "ok"),
    "/accounts/login/": ("ok", "home", "home"),
    "/accounts/signup/": ("ok", "home", "home"),
    "/accounts/logout/": ("home", "ok", "ok"),
    "/accounts/email/": ("login", "ok", "ok"),
    "/accounts/password/change/": ("login", "ok", "ok"),
}
