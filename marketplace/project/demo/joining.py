"""How agencies join: each applies, enters what it has, is vetted, and meets its fate."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone

from agencies import commands
from agencies.models import Agency
from marketplace import clock
from marketplace.kernel.money import Money
from marketplace.models import ServiceItem

from .cast import Firm
from .certificates import Certificate, abolished_certificate, certificates
from .chance import Chance
from .days import days_ago, moment, worked_after, worked_before
from .deeds import OneByOne, Together
from .shelf import Shelf
from .timeline import Story
from .trades import REGISTER, Fate

MINUTE = timedelta(minutes=1)
PIONEERS = {  # firm: joined, what was asked for then, services from then on, when the rest came
    1: (date(2017, 8, 14), "TENDER-OLD", {"TEN-01", "TEN-02", "TEN-03"}, None),
    2: (date(2018, 3, 6), "EIA-OLD", {"WAT-01", "WAT-03"}, date(2019, 11, 5)),
    3: (date(2018, 9, 11), "COST-OLD", {"CST-01", "CST-02", "CST-03"}, None),
}
TRIAL = 7  # working days before today from which on who passes is shown to the public first
LONG_AGO = 70  # days: before the oldest notice, also where a holiday lies between
SANCTIONED = (Fate.SUSPENDED, Fate.REMOVED, Fate.WITHDRAWN, Fate.REVOKED)
RETURN_REASON = "法定代表人证明与营业执照不一致，请补正后重新提交。"
SUSPENSION_REASON = "两份成果未按承诺时限交付，整改期间暂停选取。"
REMOVAL_REASON = "提交的检验检测报告系伪造，经查实予以清退。"
WITHDRAWAL_REASON = "业务调整，退出本市中介服务市场。"
REVOCATION_REASON = "发证机关已依法撤销该证书。"


class Joining:
    """One firm's way into the register, as a story for the timeline."""

    def __init__(
        self,
        firm: Firm,
        deeds: OneByOne | Together,
        *,
        shelf: Shelf,
        today: date,
        users: dict,
        operator,
    ) -> None:
        self.firm, self.deeds, self.shelf = firm, deeds, shelf
        self.today, self.operator = today, operator
        self.user = users.get(firm.account)
        self.chance = firm.chance
        self.agency: Agency | None = None
        self.is_crowd = firm.number > len(REGISTER)
        self.joined = self._joined_on()

    def _joined_on(self) -> date:
        """Return the working day on which the firm applies."""
        if self.firm.fate == Fate.PIONEER:
            return PIONEERS[self.firm.number][0]
        recent = {
            Fate.IN_VETTING: (1, 2),
            Fate.RETURNED: (5, 25) if self.is_crowd else (5, 5),
            Fate.PUBLICITY: (2, TRIAL),
            Fate.DRAFT: (1, 15),
        }
        if self.firm.fate in recent:
            return worked_before(self.today, self.chance.between(*recent[self.firm.fate]))
        sanctioned = self.is_crowd and self.firm.fate in SANCTIONED
        return days_ago(self.today, self.chance.between(115 if sanctioned else 90, 880))

    def lapses(self) -> set[date]:
        """Return the days in the past on which something that the firm holds became void."""
        voided = (each.first_day_without for each in self.certificates)
        return {day for day in voided if day and day <= self.today}

    def story(self) -> Story:
        """Apply, and be vetted."""
        yield moment(self.joined, self._hour(), self.chance.below(60))
        self._apply()
        yield from self._enter_people()
        yield from self._enter(self.items, self.certificates)
        if self.firm.fate == Fate.DRAFT:
            return
        yield clock.now() + 20 * MINUTE
        self._do("submit_application")
        if self.firm.fate == Fate.IN_VETTING:
            return
        yield moment(worked_after(self.joined, 1), 10, self.chance.below(60))
        if self.firm.fate == Fate.RETURNED:
            self._decide("return_application", reason=RETURN_REASON)
        else:
            self._decide("approve_application")

    def _hour(self) -> int:
        return self.chance.pick((9, 11, 13, 14, 15, 16)) if self.is_crowd else 9

    @cached_property
    def items(self) -> list[ServiceItem]:
        """Return what the firm offers from the beginning."""
        codes = set(self.firm.trade.items.split())
        if self.firm.fate == Fate.PIONEER:
            codes &= PIONEERS[self.firm.number][2]
        return self.shelf.items(codes)

    @cached_property
    def certificates(self) -> list[Certificate]:
        """Return what the firm holds when it applies."""
        if self.firm.fate == Fate.PIONEER:
            code, number = PIONEERS[self.firm.number][1], str(self.firm.number)
            return [abolished_certificate(code, self.shelf, number=number, joined=self.joined)]
        return certificates(self.firm, self.items, self.shelf, joined=self.joined, today=self.today)

    def _apply(self) -> None:
        firm = self.firm
        self.user = self.user or self.deeds.open_account(
            f"firm{firm.number:02}@quiet.example", firm.contact.name
        )
        self.agency = self.deeds.apply_to_join(
            credit_code=firm.credit_code,
            name_zh=firm.name.zh,
            name_en=firm.name.en,
            kind=firm.kind,
            region_id=self.shelf.region_id(firm.region),
            address=firm.address,
            legal_representative=firm.representative.name,
            contact_name=firm.contact.name,
            contact_phone=firm.contact.phone,
            contact_email=f"office{firm.number:02}@quiet.example",
            **self._introduction(),
            by=self.user,
        )

    def _introduction(self) -> dict[str, str]:
        staff = self.chance.between(8, 160)
        names = {item.category.name_zh: item.category.name_en for item in self.items}
        return {
            "introduction_zh": f"主要从事{'、'.join(names)}服务，现有专业人员{staff}人。",
            "introduction_en": f"Works in {', '.join(names.values()).lower()}; staff of {staff}.",
        }

    def _enter(self, items: list[ServiceItem], held: list[Certificate]) -> Story:
        for certificate in held:
            yield clock.now() + 4 * MINUTE
            self._do(
                "add_credential",
                grade_id=certificate.grade.pk,
                number=certificate.number,
                valid_from=certificate.valid_from,
                valid_to=certificate.valid_to,
            )
        for item in items:
            yield clock.now() + 5 * MINUTE
            self._list(item)

    def _enter_people(self) -> Story:
        for place, (person, profession) in enumerate(self.firm.practitioners, 1):
            yield clock.now() + 3 * MINUTE
            self._do(
                "add_practitioner",
                name=person.name,
                profession=profession,
                registration_number=f"ZC{self.firm.number:04}{place:02}",
                valid_from=timezone.localdate(clock.now()) - timedelta(days=300),
            )

    def _list(self, item: ServiceItem) -> None:
        slowest, fastest = (95, 35) if self.is_crowd else (100, 70)
        days = -(-item.standard_days * self.chance.between(fastest, slowest) // 100)
        self._do("list_service", item_id=item.pk, committed_days=days, **self._offer(item))

    def _offer(self, item: ServiceItem) -> dict:
        """Return a discount off the cap or, where there is none, a price."""
        cap = self.shelf.usual_cap(item)
        if cap is not None and self.chance.happens(60):
            return {"discount_bp": self.chance.between(2, 30) * 100}
        top = cap.major if cap is not None else item.typical["high_yuan"]
        yuan = int(top) * self.chance.between(55, 92) // 100
        return {"price": Money.of_major(yuan // 100 * 100)}

    # --- What befalls it later: always by the commands ----------------------------------------

    def afterwards(self) -> Story:
        """Go the firm's way from its listing on."""
        if self.firm.fate == Fate.PIONEER:
            yield from self._modernise(PIONEERS[self.firm.number][3])
        elif self.firm.fate == Fate.SUSPENDED:
            yield self._sanctioned_at(LONG_AGO - 7, 15, 20)
            commands.suspend_agency(reason=SUSPENSION_REASON, **self._decided())
        elif self.firm.fate == Fate.REMOVED:
            yield self._sanctioned_at(LONG_AGO, 15, 5)
            commands.remove_agency(reason=REMOVAL_REASON, **self._decided())
        elif self.firm.fate == Fate.WITHDRAWN:
            yield self._sanctioned_at(LONG_AGO, 10, 25)
            commands.withdraw_agency(reason=WITHDRAWAL_REASON, **self._mine())
        elif self.firm.fate == Fate.REVOKED:
            yield self._sanctioned_at(LONG_AGO + 5, 11, 40)
            credential = self.agency.credentials.order_by("pk").first()
            commands.revoke_credential(
                credential_id=credential.pk, reason=REVOCATION_REASON, **self._decided()
            )

    def _sanctioned_at(self, days: int, hour: int, minute: int):
        """Return a moment so many days ago; for a firm of the crowd, one of the weeks before."""
        days += 10 + Chance("sanction", str(self.firm.number)).below(15) if self.is_crowd else 0
        return moment(days_ago(self.today, days), hour, minute)

    def _modernise(self, day: date | None) -> Story:
        """Enter what is asked for today, and list the services that need it."""
        if day is None:
            return
        yield moment(day, 10)
        codes = set(self.firm.trade.items.split()) - PIONEERS[self.firm.number][2]
        later = self.shelf.items(codes)
        held = certificates(self.firm, later, self.shelf, joined=day, today=self.today)
        yield from self._enter(later, held)

    # --- Who does it --------------------------------------------------------------------------

    def _do(self, deed: str, **entries) -> None:
        self.deeds.do(deed, self.agency, by=self.user, **entries)

    def _decide(self, deed: str, **entries) -> None:
        self.deeds.do(deed, self.agency, by=self.operator, **entries)

    def _mine(self) -> dict:
        return {"agency_id": self.agency.pk, "by": self.user, "at": clock.now()}

    def _decided(self) -> dict:
        return {"agency_id": self.agency.pk, "by": self.operator, "at": clock.now()}
