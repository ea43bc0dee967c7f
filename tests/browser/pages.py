"""Every page of the site and how it is reached: by whom, and by pressing what.

An address may name what the ``stage`` has made ready, as in ``/notices/{open_draw}/``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .deeds import (
    ADMINISTRATOR,
    AGENCY,
    DONE,
    INVITED_AGENCY,
    OPERATOR,
    OWNER,
    PUBLIC_OWNER,
    REGULATOR,
    SECOND_AGENCY,
    WRONG,
)

ANYBODY, APPLICANT = "", "applicant"
NOBODY = REGULATOR  # who acts for no organisation
SEND = "main form button[type=submit]"
NEXT = "main button[value=next]:not([tabindex])"
LONG = "测试" * 60
OFFER = "main form[action$='/services/CST-01/'] button"


@dataclass(frozen=True)
class Sight:
    """One page in one state. ``press`` is pressed once the address is open and filled in."""

    name: str
    path: str
    who: str = ANYBODY
    status: int = DONE
    press: str = ""
    fill: Mapping[str, str] = field(default_factory=dict)


def wrong(name: str, path: str, who: str, press: str = SEND, **fill: str) -> Sight:
    """Return the page that comes back when a form is sent with something wrong in it."""
    return Sight(f"{name}-wrong", path, who, WRONG, press, fill)


PUBLIC = [
    Sight("home", "/"),
    Sight("items", "/items/"),
    Sight("items-filtered", "/items/?stage=approval"),
    Sight("items-none", "/items/?q=xyzzy"),
    Sight("items-wrong-filter", "/items/?stage=xyzzy", status=WRONG),
    Sight("item", "/items/CST-01/"),
    Sight("item-with-credentials", "/items/CON-02/"),
    Sight("item-barred", "/items/EIA-03/"),
    Sight("fees", "/fees/"),
    Sight("fees-item", "/fees/?item=CON-02&base=40000000&factor_industry=0.8"),
    Sight("fees-band", "/fees/?item=EIA-01&base=320000000&factor_sensitivity=1.2"),
    Sight("fees-progressive", "/fees/?schedule=1980-2002:works&base=60000000"),
    Sight("fees-no-figure", "/fees/?item=CON-02&base=10000000"),
    Sight("fees-quantity", "/fees/?item=SUR-03&quantity=58000"),
    Sight("fees-wrong", "/fees/?item=CON-02&base=-1&factor_industry=9", status=WRONG),
    Sight("fee-schedules", "/fees/schedules/"),
    Sight("fee-schedule-points", "/fees/schedules/670-2007/"),
    Sight("fee-schedule-bands", "/fees/schedules/125-2002/"),
    Sight("guides", "/guides/"),
    Sight("guide", "/guides/cst-01/"),
    Sight("guide-with-steps", "/guides/eia-01/"),
    Sight("log", "/log/"),
    Sight("log-notice", "/log/?q=N2026-000001"),
    Sight("log-nothing", "/log/?q=xyzzy"),
    Sight("log-entry", "/log/entry/0/"),
    Sight("noticeboard", "/noticeboard/"),
    Sight("noticeboard-notice", "/noticeboard/n2026-000001/"),
    Sight("directory", "/agencies/"),
    Sight("directory-filtered", "/agencies/?category=COST&region=yanhu"),
    Sight("directory-none", "/agencies/?q=xyzzy"),
    Sight("directory-wrong-filter", "/agencies/?days=xyzzy", status=WRONG),
    Sight("directory-all-filters", "/agencies/?price=200000&days=30&sort=price&record=awards-year"),
    Sight("compare", "/agencies/compare/?agency={agency}&agency={suspended}"),
    Sight("compare-nobody", "/agencies/compare/"),
    Sight("compare-refused", "/agencies/compare/?agency={agency}&agency=xyzzy", status=WRONG),
    Sight("shortlist", "/agencies/{agency}/", press="[name=add]"),
    Sight("shortlist-empty", "/agencies/shortlist/"),
    Sight("agency", "/agencies/{agency}/"),
    Sight("agency-suspended", "/agencies/{suspended}/"),
    Sight("notices", "/notices/"),
    Sight("notices-filtered", "/notices/?state=decided&mode=online_bidding"),
    Sight("notices-none", "/notices/?q=xyzzy"),
    Sight("notices-wrong-filter", "/notices/?state=xyzzy", status=WRONG),
    Sight("notice-open-draw", "/notices/{open_draw}/"),
    Sight("notice-open-bidding", "/notices/{open_bidding}/"),
    Sight("notice-open-direct", "/notices/{open_direct}/"),
    Sight("notice-decided-draw", "/notices/{decided_draw}/"),
    Sight("notice-decided-bidding", "/notices/{decided_bidding}/"),
    Sight("notice-decided-direct", "/notices/{decided_direct}/"),
    Sight("notice-two-services", "/notices/{two_services}/"),
    Sight("notice-left-out", "/notices/{left_out}/"),
    Sight("notice-failed", "/notices/{failed}/"),
    Sight("notice-cancelled", "/notices/{cancelled}/"),
    Sight("modes", "/modes/"),
    Sight("search", "/search/?q=EIA"),
    Sight("search-empty", "/search/"),
    Sight("search-none", "/search/?q=xyzzy"),
    Sight("search-wrong", "/search/?q=x&kind=xyzzy", status=WRONG),
    Sight("draw-how", "/draws/how/"),
    Sight("draw-slot", "{slot}"),
    Sight("draw-screen", "{slot}screen/"),
    Sight("item-scheduled", "/items/EIA-01/"),
    Sight("rules", "/rules/"),
    Sight("patterns", "/patterns/"),
    Sight("demo-clock", "/demo/clock/"),
    Sight("mailbox", "/demo/mail/"),
    Sight("letter", "/demo/mail/{letter}/"),
    Sight("standing-help", "/help/"),
    Sight("standing-privacy", "/privacy/"),
    Sight("standing-terms", "/terms/"),
    Sight("standing-accessibility", "/accessibility/"),
    Sight("error-404", "/nothing/here/", status=404),
    Sight("error-400", "/items/?q=%00", status=400),
    Sight("error-403", "/desk/owner/", AGENCY, 403),
]

ACCOUNTS = [
    Sight("sign-in", "/accounts/login/"),
    wrong("sign-in", "/accounts/login/", ANYBODY, login="a@b.example", password="x"),
    Sight("sign-up", "/accounts/signup/"),
    wrong("sign-up", "/accounts/signup/", ANYBODY, password1="x", password2="y"),
    Sight("sign-up-sent", "/accounts/confirm-email/"),
    Sight("confirm-address", "{confirm}"),
    Sight("confirm-address-used", "/accounts/confirm-email/xyzzy/"),
    Sight("forgotten", "/accounts/password/reset/"),
    wrong("forgotten", "/accounts/password/reset/", ANYBODY),
    Sight("forgotten-sent", "/accounts/password/reset/done/"),
    Sight("new-password", "{reset}"),
    wrong("new-password", "{reset}", ANYBODY, password1="x", password2="y"),
    Sight("new-password-used", "/accounts/password/reset/key/1-xyzzy/"),
    Sight("new-password-set", "/accounts/password/reset/key/done/"),
    Sight("inactive", "/accounts/inactive/"),
    Sight("sign-out", "/accounts/logout/", NOBODY),
    Sight("address", "/accounts/email/", NOBODY),
    wrong("address", "/accounts/email/", NOBODY, email="x"),
    Sight("password", "/accounts/password/change/", NOBODY),
    wrong("password", "/accounts/password/change/", NOBODY),
    Sight("desk-of-nobody", "/desk/", NOBODY),
    Sight("desks-of-the-operator", "/desk/", OPERATOR),
]

DRAFT = "/desk/owner/notices/{draft}/"
OWNERS = [
    Sight("owner-desk", "/desk/owner/", OWNER),
    Sight("owner-notices", "/desk/owner/notices/", OWNER),
    Sight("owner-apply", "/desk/owner/apply/", APPLICANT),
    wrong("owner-apply", "/desk/owner/apply/", APPLICANT),
    Sight("owner-members", "/desk/owner/members/", OWNER),
    wrong("owner-members", "/desk/owner/members/", OWNER, "main form.entrance__form button"),
    Sight("invitations", "/invitations/", OWNER),
    Sight("notice-papers", f"{DRAFT}papers/", OWNER),
    wrong("notice-papers", f"{DRAFT}papers/", OWNER),
    Sight("extend-notice", "/desk/owner/notices/{own}/extend/", OWNER),
    wrong("extend-notice", "/desk/owner/notices/{own}/extend/", OWNER),
    Sight("ask", "/notices/{open_draw}/ask/", AGENCY),
    wrong("ask", "/notices/{open_draw}/ask/", AGENCY),
    Sight("wizard-begin", "/desk/owner/notices/new/", OWNER),
    wrong("wizard-begin", "/desk/owner/notices/new/", OWNER, NEXT),
    Sight("wizard-services", f"{DRAFT}services/", OWNER),
    Sight("wizard-terms", f"{DRAFT}terms/", OWNER),
    wrong("wizard-terms", f"{DRAFT}terms/", OWNER, NEXT, complaint_phone=""),
    Sight("wizard-mode", f"{DRAFT}mode/", OWNER),
    wrong(
        "wizard-mode",
        f"{DRAFT}mode/",
        OWNER,
        NEXT,
        mode="online_bidding",
        **{"online_bidding-closes_at_0": "2026-01-01"},
    ),
    Sight("wizard-review", f"{DRAFT}review/", OWNER),
    Sight("wizard-agencies", f"{DRAFT}agencies/", OWNER),
    Sight("discard-draft", f"{DRAFT}cancel/", OWNER),
    Sight("wizard-discarded", "/desk/owner/notices/{discarded}/terms/", OWNER, 409),
    Sight("own-notice", "/notices/{own}/", OWNER),
    Sight("cancel-notice", "/desk/owner/notices/{own}/cancel/", OWNER),
    wrong("cancel-notice", "/desk/owner/notices/{own}/cancel/", OWNER),
    Sight("projects", "/desk/owner/projects/", OWNER),
    Sight("new-project", "/desk/owner/projects/new/", OWNER),
    wrong("new-project", "/desk/owner/projects/new/", OWNER, code="1", fiscal="200"),
]

AGENCIES = [
    Sight("register", "/agencies/mine/register/", NOBODY),
    wrong("register", "/agencies/mine/register/", NOBODY, credit_code="1", name_zh=LONG),
    Sight("application-begun", "/agencies/mine/", APPLICANT),
    wrong("submit", "/agencies/mine/profile/", APPLICANT, address=""),
    Sight("applicant-desk", "/desk/agency/", APPLICANT),
    Sight("agency-mine", "/agencies/mine/", AGENCY),
    Sight("agency-profile", "/agencies/mine/profile/", AGENCY),
    wrong("agency-profile", "/agencies/mine/profile/", AGENCY, contact_email="x", address=""),
    Sight("agency-credentials", "/agencies/mine/credentials/", AGENCY),
    wrong(
        "agency-credentials",
        "/agencies/mine/credentials/",
        AGENCY,
        "main form:has([name=number]) [type=submit]",
    ),
    Sight("agency-people", "/agencies/mine/people/", AGENCY),
    wrong(
        "agency-people",
        "/agencies/mine/people/",
        AGENCY,
        "main form:has([name=profession]) [type=submit]",
    ),
    Sight("agency-services", "/agencies/mine/services/", AGENCY),
    wrong(
        "agency-services",
        "/agencies/mine/services/",
        AGENCY,
        "main form:has([name=item]) [type=submit]",
    ),
    Sight("agency-service", "/agencies/mine/services/CST-01/", AGENCY),
    wrong("agency-service", "/agencies/mine/services/CST-01/", AGENCY, OFFER, price="99999999"),
    Sight("agency-members", "/agencies/mine/members/", AGENCY),
    wrong(
        "agency-members",
        "/agencies/mine/members/",
        AGENCY,
        "main form:has([name=email]) [type=submit]",
    ),
    Sight("agency-withdraw", "/agencies/mine/withdraw/", AGENCY),
    Sight("agency-desk", "/desk/agency/", AGENCY),
    Sight("agency-desk-invited", "/desk/agency/", INVITED_AGENCY),
    Sight("agency-notices", "/desk/agency/notices/", AGENCY),
    Sight("agency-notices-lacking", "/desk/agency/notices/?show=lacking", AGENCY),
    Sight("agency-notices-none", "/desk/agency/notices/?q=xyzzy", AGENCY),
    Sight("agency-answers", "/desk/agency/answers/", AGENCY),
    Sight("calendar-agency", "/desk/calendar/", AGENCY),
    Sight("calendar-owner", "/desk/calendar/", OWNER),
    Sight("answer-draw", "/notices/{open_draw}/answer/", SECOND_AGENCY),
    Sight("answer-bidding", "/notices/{own}/answer/", SECOND_AGENCY),
    wrong("answer-bidding", "/notices/{own}/answer/", SECOND_AGENCY, price="1.234"),
    Sight("answer-direct", "/notices/{open_direct}/answer/", INVITED_AGENCY),
    Sight("answer-unqualified", "/notices/{own}/answer/", INVITED_AGENCY),
    Sight("answer-late", "/notices/{decided_draw}/answer/", SECOND_AGENCY),
    Sight("answered", "/notices/{own}/", AGENCY),
    Sight("answer-given", "/notices/{own}/answer/", AGENCY),
    Sight("withdraw-answer", "/notices/{own}/withdraw/", AGENCY),
    Sight("withdraw-late", "/notices/{decided_bidding}/withdraw/", AGENCY),
]

# In Wagtail's admin, whose own words and frame are not ours: see test_back_office.py
BACK_OFFICE = [
    Sight("desk", "/admin/", OPERATOR),
    Sight("queue", "/admin/agencies/vetting/", OPERATOR),
    Sight("queue-mine", "/admin/agencies/vetting/?show=mine", OPERATOR),
    Sight("application", "/admin/agencies/vetting/{in_vetting}/", OPERATOR),
    Sight("sanctions", "/admin/agencies/sanctions/", OPERATOR),
    Sight("sanctions-none", "/admin/agencies/sanctions/?q=xyzzy", OPERATOR),
    Sight("sanction", "/admin/agencies/sanctions/{agency}/", OPERATOR),
    Sight("suspend", "/admin/agencies/sanctions/{agency}/suspend/", OPERATOR),
    wrong("suspend", "/admin/agencies/sanctions/{agency}/suspend/", OPERATOR, "[value=suspend]"),
    Sight("revoke", "{revoke}", OPERATOR),
    Sight("agencies", "/admin/agency_register/", OPERATOR),
    Sight("notices", "/admin/notice_register/", OPERATOR),
    Sight("services", "/admin/engagement_register/", OPERATOR),
    Sight("slots", "/admin/slot_register/", OPERATOR),
    Sight("exchange", "/admin/exchange/", OPERATOR),
    Sight("import", "/admin/exchange/agencies/import/", OPERATOR),
    wrong("import", "/admin/exchange/agencies/import/", OPERATOR, "main form button[type=submit]"),
    Sight("events", "/admin/event_register/", REGULATOR),
    Sight("admin", "/admin/", ADMINISTRATOR),
    Sight("admin-rules", "/admin/halls/1/rules/", ADMINISTRATOR),
]

SERVICES = [
    Sight("services-owner", "/desk/services/", PUBLIC_OWNER),
    Sight("services-agency", "/desk/services/", AGENCY),
    Sight("service-owner", "{service_of_owner}", PUBLIC_OWNER),
    Sight("service-agency", "{service_of_agency}", AGENCY),
    Sight("service-green", "{service_green}", OPERATOR),
    Sight("service-yellow", "{service_yellow}", REGULATOR),
    Sight("service-red", "{service_red}", REGULATOR),
    Sight("service-paused", "{service_paused}", REGULATOR),
    Sight("board", "/board/", REGULATOR),
    Sight("board-filtered", "/board/?lamp=red", OPERATOR),
    Sight("board-none", "/board/?q=xyzzy", OPERATOR),
    Sight("signatures", "/approvals/", REGULATOR),
    Sight("messages", "/notifications/", OWNER),
    Sight("messages-none", "/notifications/", ADMINISTRATOR),
    Sight("messages-topics", "/notifications/topics/", AGENCY),
    Sight("account-settings", "/accounts/settings/", AGENCY),
    wrong("account-settings", "/accounts/settings/", AGENCY, display_name=""),
    Sight("mails-off-forged", "/notifications/off/forged/", status=404),
    Sight("review-queue", "/desk/review/", OPERATOR),
]

SIGHTS = [*PUBLIC, *ACCOUNTS, *OWNERS, *AGENCIES, *SERVICES]
