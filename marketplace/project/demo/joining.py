"""How agencies join: each applies, enters what it has, is vetted, and meets its fate."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from agencies import commands
from marketplace import clock
from marketplace.fees.presentation import example_of
from marketplace.kernel.money import Money
from marketplace.models import Hall, Region, ServiceItem

from .accounts import open_quiet_account
from .cast import Firm
from .certificates import Certificate, abolished_certificate, certificates
from .days import days_ago, moment, worked_after, worked_before
from .timeline import Story
from .trades import Fate

MINUTE = timedelta(minutes=1)
PIONEERS = {  # firm: joined, what was asked for then, services from then on, when the rest came
    1: (date(2017, 8, 14), "TENDER-OLD", {"TEN-01", "TEN-02", "TEN-03"}, None),
    2: (date(2018, 3, 6), "EIA-OLD", {"WAT-01", "WAT-03"}, date(2019, 11, 5)),
    3: (date(2018, 9, 11), "COST-OLD", {"CST-01", "CST-02", "CST-03"}, None),
}
LONG_AGO = 70  # days: before the oldest notice, also where a holiday lies between
RETURN_REASON = "法定代表人证明与营业执照不一致，请补正后重新提交。"
SUSPENSION_REASON = "两份成果未按承诺时限交付，整改期间暂停选取。"
REMOVAL_REASON = "提交的检验检测报告系伪造，经查实予以清退。"
REVOCATION_REASON = "发证机关已依法撤销该证书。"


class Joining:
    """One firm's way into the register, as a story for the timeline."""

    def __init__(self, firm: Firm, *, today: date, users: dict, operator) -> None:
        self.firm, self.today, self.operator = firm, today, operator
        self.user = users.get(firm.account)
        self.chance = firm.chance
        self.agency = None
        self.joined = self._joined_on()

    def _joined_on(self) -> date:
        """Return the working day on which the firm applies."""
        if self.firm.fate == Fate.PIONEER:
            return PIONEERS[self.firm.number][0]
        if self.firm.fate == Fate.IN_VETTING:
            return worked_before(self.today, self.chance.between(1, 2))
        if self.firm.fate == Fate.RETURNED:
            return worked_before(self.today, 5)
        return days_ago(self.today, self.chance.between(90, 880))

    def lapses(self) -> set[date]:
        """Return the days in the past on which something that the firm holds became void."""
        held = self._certificates(self._items())
        return {day for each in held if (day := each.first_day_without) and day <= self.today}

    def story(self) -> Story:
        """Apply, be vetted, and go the firm's way."""
        items = self._items()
        at = moment(self.joined, 9, self.chance.below(60))
        yield at
        self._apply()
        yield from self._enter_people()
        yield from self._enter(items, self._certificates(items))
        yield clock.now() + 20 * MINUTE
        commands.submit_application(**self._mine())
        if self.firm.fate == Fate.IN_VETTING:
            return
        yield moment(worked_after(self.joined, 1), 10, self.chance.below(60))
        if self.firm.fate == Fate.RETURNED:
            commands.return_application(reason=RETURN_REASON, **self._decided())
            return
        commands.approve_application(**self._decided())
        yield from self._afterwards()

    def _items(self) -> list[ServiceItem]:
        codes = self.firm.trade.items.split()
        if self.firm.fate == Fate.PIONEER:
            at_first = PIONEERS[self.firm.number][2]
            codes = [code for code in codes if code in at_first]
        return _items(codes)

    def _certificates(self, items: list[ServiceItem]) -> list[Certificate]:
        if self.firm.fate == Fate.PIONEER:
            code = PIONEERS[self.firm.number][1]
            return [abolished_certificate(code, number=str(self.firm.number), joined=self.joined)]
        return certificates(self.firm, items, joined=self.joined, today=self.today)

    def _apply(self) -> None:
        firm = self.firm
        self.user = self.user or open_quiet_account(
            f"firm{firm.number:02}@quiet.example", firm.contact.name
        )
        self.agency = commands.apply_to_join(
            credit_code=firm.credit_code,
            name_zh=firm.name.zh,
            name_en=firm.name.en,
            kind=firm.kind,
            region_id=Region.objects.get(code=firm.region).pk,
            address=firm.address,
            legal_representative=firm.representative.name,
            contact_name=firm.contact.name,
            contact_phone=firm.contact.phone,
            contact_email=f"office{firm.number:02}@quiet.example",
            **self._introduction(),
            by=self.user,
            at=clock.now(),
        )

    def _introduction(self) -> dict[str, str]:
        staff = self.chance.between(8, 160)
        names = {item.category.name_zh: item.category.name_en for item in self._items()}
        return {
            "introduction_zh": f"主要从事{'、'.join(names)}服务，现有专业人员{staff}人。",
            "introduction_en": f"Works in {', '.join(names.values()).lower()}; staff of {staff}.",
        }

    def _enter(self, items: list[ServiceItem], held: list[Certificate]) -> Story:
        for certificate in held:
            yield clock.now() + 4 * MINUTE
            commands.add_credential(
                grade_id=certificate.grade.pk,
                number=certificate.number,
                valid_from=certificate.valid_from,
                valid_to=certificate.valid_to,
                **self._mine(),
            )
        for item in items:
            yield clock.now() + 5 * MINUTE
            self._list(item)

    def _enter_people(self) -> Story:
        for place, (person, profession) in enumerate(self.firm.practitioners, 1):
            yield clock.now() + 3 * MINUTE
            commands.add_practitioner(
                name=person.name,
                profession=profession,
                registration_number=f"ZC{self.firm.number:04}{place:02}",
                valid_from=timezone.localdate(clock.now()) - timedelta(days=300),
                **self._mine(),
            )

    def _list(self, item: ServiceItem) -> None:
        days = -(-item.standard_days * self.chance.between(70, 100) // 100)
        commands.list_service(
            item_id=item.pk, committed_days=days, **self._offer(item), **self._mine()
        )

    def _offer(self, item: ServiceItem) -> dict:
        """Return a discount off the cap or, where there is none, a price."""
        cap = item.cap or _usual_cap(item)
        if cap is not None and self.chance.happens(60):
            return {"discount_bp": self.chance.between(2, 30) * 100}
        top = cap.major if cap is not None else item.typical["high_yuan"]
        yuan = int(top) * self.chance.between(55, 92) // 100
        return {"price": Money.of_major(yuan // 100 * 100)}

    def _afterwards(self) -> Story:
        if self.firm.fate == Fate.PIONEER:
            yield from self._modernise(PIONEERS[self.firm.number][3])
        elif self.firm.fate == Fate.SUSPENDED:
            yield moment(days_ago(self.today, LONG_AGO - 7), 15, 20)
            commands.suspend_agency(reason=SUSPENSION_REASON, **self._decided())
        elif self.firm.fate == Fate.REMOVED:
            yield moment(days_ago(self.today, LONG_AGO), 15, 5)
            commands.remove_agency(reason=REMOVAL_REASON, **self._decided())
        elif self.firm.fate == Fate.REVOKED:
            yield moment(days_ago(self.today, LONG_AGO + 5), 11, 40)
            credential = self.agency.credentials.order_by("pk").first()
            commands.revoke_credential(
                credential_id=credential.pk, reason=REVOCATION_REASON, **self._decided()
            )

    def _modernise(self, day: date | None) -> Story:
        """Enter what is asked for today, and list the services that need it."""
        if day is None:
            return
        yield moment(day, 10)
        later = _items(set(self.firm.trade.items.split()) - PIONEERS[self.firm.number][2])
        held = certificates(self.firm, later, joined=day, today=self.today)
        yield from self._enter(later, held)

    def _mine(self) -> dict:
        return {"agency_id": self.agency.pk, "by": self.user, "at": clock.now()}

    def _decided(self) -> dict:
        return {"agency_id": self.agency.pk, "by": self.operator, "at": clock.now()}


def _usual_cap(item: ServiceItem) -> Money | None:
    """Return what a schedule gives for the item's usual high figure; None without a schedule."""
    example = example_of(item, Hall.objects.current()) if item.fee_schedule else None
    return example and example.assessed.cap


def _items(codes) -> list[ServiceItem]:
    found = ServiceItem.objects.filter(code__in=codes).select_related("category")
    return list(found.order_by("code"))
