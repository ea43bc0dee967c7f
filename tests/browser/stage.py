"""What must have happened on the site before every page of it can be looked at."""

from __future__ import annotations

from urllib.parse import urlsplit

from .deeds import AGENCY, EDITOR, OPERATOR, OWNER, PUBLIC_OWNER, Newcomer, Person

LISTS = {
    "open_draw": "/notices/?state=open&mode=random_draw",
    "open_bidding": "/notices/?state=open&mode=online_bidding",
    "open_direct": "/notices/?state=open&mode=direct_selection",
    "decided_draw": "/notices/?state=decided&mode=random_draw&sort=newest",
    "decided_bidding": "/notices/?state=decided&mode=online_bidding&sort=newest",
    "decided_direct": "/notices/?state=decided&mode=direct_selection&sort=newest",
    "two_services": "/notices/?state=decided&item=SUR-06",
    "left_out": "/notices/?state=decided&mode=random_draw&item=CST-01",
    "failed": "/notices/?state=failed&mode=random_draw",
    "agency": "/agencies/?category=SURVEY",
    "suspended": "/agencies/?state=suspended",
}

LAMPS = ["green", "yellow", "red", "paused"]


def set_the_stage(let_in) -> dict[str, str]:
    """Do what is needed, and return ids and addresses by the names that ``pages`` uses.

    ``let_in(email)`` gives a person who has signed in, ``let_in()`` one who has not.
    """
    visitor = let_in()
    ready = {name: _first_id(visitor, address) for name, address in LISTS.items()}
    ready |= _accounts(visitor, let_in)
    ready |= _notices(let_in(OWNER), let_in(AGENCY))
    visitor.go(f"/notices/{ready['decided_draw']}/")
    ready["slot"] = _path_of(visitor, "main a[href*='/draws/S']")
    ready |= _services(let_in(PUBLIC_OWNER), let_in(AGENCY), let_in(OPERATOR))
    return ready | _files(let_in(OPERATOR), ready["agency"])


def _accounts(visitor: Person, let_in) -> dict[str, str]:
    """Have somebody sign up half-way, and somebody begin to register an agency."""
    half, applicant = Newcomer(), Newcomer()
    visitor.ask_for_account(half.email)
    visitor.open_letter(half.email)
    letter = visitor.page.url.rstrip("/").split("/")[-1]
    confirm = _path_of(visitor, "main .prose a")
    let_in().open_account(applicant.email)
    let_in(applicant.email).register_agency(applicant)
    visitor.go("/accounts/password/reset/")
    visitor.fill(email=EDITOR)  # who does not sign in meanwhile: that would use up the link
    visitor.send()
    visitor.open_letter(EDITOR)
    reset = _path_of(visitor, "main .prose a")
    return {
        "letter": letter,
        "confirm": confirm,
        "reset": reset,
        "applicant": applicant.email,
    }


def _notices(owner: Person, agency: Person) -> dict[str, str]:
    """Have an owner leave drafts and notices in every state that the demo world lacks."""
    bidding = {"item": "CST-01", "ceiling": "186000", "mode": "online_bidding"}
    own = owner.publish_notice(**bidding)
    agency.answer(own, price="171234.56")
    cancelled = owner.publish_notice(**bidding)
    owner.cancel(cancelled, why="项目推迟，明年再公告。")
    discarded = owner.begin_notice(item="CST-01")
    owner.cancel(discarded)
    draft = owner.begin_notice(item="EIA-02")
    owner.set_terms(ceiling="29800")
    owner.choose_mode("random_draw")
    return {"own": own, "cancelled": cancelled, "discarded": discarded, "draft": draft}


def _services(owner: Person, agency: Person, operator: Person) -> dict[str, str]:
    """Find services in each colour, and one of each side."""
    board = {f"service_{lamp}": f"/board/?lamp={lamp}" for lamp in LAMPS}
    found = {name: _first_service(operator, address) for name, address in board.items()}
    found["service_of_owner"] = _first_service(owner, "/desk/services/")
    return found | {"service_of_agency": _first_service(agency, "/desk/services/")}


def _first_service(person: Person, address: str) -> str:
    person.go(address)
    return _path_of(person, "main tbody a[href*='/desk/services/']")


def _files(operator: Person, agency: str) -> dict[str, str]:
    operator.go(f"/admin/agencies/sanctions/{agency}/")
    revoke = _path_of(operator, "main a[href*='/revoke/']")
    operator.go("/admin/agencies/vetting/")
    waiting = _path_of(operator, "main td.title a").rstrip("/").split("/")[-1]
    return {"revoke": revoke, "in_vetting": waiting}


def _first_id(person: Person, address: str) -> str:
    """Return the id of the first record in a list."""
    person.go(address)
    return _path_of(person, "main .entry__title a").rstrip("/").split("/")[-1]


def _path_of(person: Person, link: str) -> str:
    return urlsplit(person.page.locator(link).first.get_attribute("href")).path
