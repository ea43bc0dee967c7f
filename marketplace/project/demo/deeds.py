"""How the deeds of joining are done: each by its command, or those of many agencies together.

``OneByOne`` runs the commands. ``Together`` gathers the rows and events that the commands would
have made, and writes them with few queries: the crowd of a city joins in seconds. A test has
one firm join in both ways, and compares every row and event.
"""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth import get_user_model
from django.utils import timezone

from agencies import commands
from agencies.domain.lifecycle import Step
from agencies.models import Agency, Credential, ListedService, Practitioner
from marketplace import clock
from marketplace.calendar import end_of_working_day, of_hall
from marketplace.models import Entry, Event, Hall, Region, Series, insert_all
from marketplace.organisations.models import Membership, Organisation
from marketplace.transaction import command

from .accounts import open_quiet_account
from .shelf import Shelf

CHANGING = ["state", "state_reason", "submitted_at", "vetting_by", "publicity_ends_on", "listed_at"]


class OneByOne:
    """Does each deed by its command, at the clock's present."""

    def open_account(self, email: str, name: str):
        return open_quiet_account(email, name)

    def apply_to_join(self, *, by, **entries) -> Agency:
        return commands.apply_to_join(by=by, at=clock.now(), **entries)

    def do(self, deed: str, agency: Agency, *, by, **entries) -> None:
        """Run the command of that name for an agency."""
        getattr(commands, deed)(agency_id=agency.pk, by=by, at=clock.now(), **entries)


class Together:
    """Gathers what the deeds make of many agencies, until it is told to write.

    Nothing else may be done to these agencies, and no other agency may apply, in between.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._items = {item.pk: item for item in shelf.all_items()}
        self._grades = {grade.pk: grade for grade in shelf.all_grades()}
        self._regions = Region.objects.in_bulk()
        self._start()

    def _start(self) -> None:
        self._last: int | None = None  # of the series of public ids
        self._hall: Hall | None = None
        self._due: dict[date, datetime | None] = {}  # until when what came on a day is checked
        self._rows: dict[type, list] = {}
        self._changed: dict[str, Agency] = {}
        self._entries: list[Entry] = []

    # --- The deeds ---------------------------------------------------------------------------

    def open_account(self, email: str, name: str):
        user = get_user_model()(
            username=email, email=email, display_name=name, date_joined=clock.now()
        )
        user.set_unusable_password()
        return self._new(user)

    def apply_to_join(
        self, *, by, credit_code, name_zh, name_en, kind, region_id, **profile
    ) -> Agency:
        organisation = self._new(
            Organisation(credit_code=credit_code, name_zh=name_zh, name_en=name_en, kind=kind)
        )
        self._new(
            Membership(user=by, organisation=organisation, role=Membership.Role.ADMINISTRATOR)
        )
        agency = Agency(
            public_id=self._next_id(),
            organisation=organisation,
            region=self._regions[region_id],
            **profile,
        )
        self._new(agency)
        self._entries.append(
            Entry(
                organisation.stream,
                "organisation.registered",
                clock.now(),
                by,
                facts=organisation.facts,
            )
        )
        facts = {"region": agency.region.code, **organisation.facts}
        self._tell(agency, "agency.applied", by, private=agency.private_facts, **facts)
        return agency

    def do(self, deed: str, agency: Agency, *, by, **entries) -> None:
        """Do what the command of that name does."""
        getattr(self, f"_{deed}")(agency, by, **entries)

    def _add_practitioner(self, agency, by, **entries) -> None:
        person = self._new(Practitioner(agency=agency, **entries))
        private = person.private_facts
        self._tell(agency, "practitioner.added", by, private=private, profession=person.profession)

    def _add_credential(self, agency, by, *, grade_id, **entries) -> None:
        grade = self._grades[grade_id]
        credential = self._new(Credential(agency=agency, type=grade.type, grade=grade, **entries))
        self._tell(agency, "credential.added", by, **credential.facts)

    def _list_service(
        self, agency, by, *, item_id, committed_days, price=None, discount_bp=None
    ) -> None:
        item = self._items[item_id]
        service = self._new(ListedService(agency=agency, item=item))
        service.offer(price=price, discount_bp=discount_bp, committed_days=committed_days)
        days = item.standard_days
        self._tell(agency, "service.listed", by, standard_days=days, **service.facts)

    def _submit_application(self, agency, by) -> None:
        agency.advance(Step.SUBMIT)
        agency.submitted_at, agency.vetting_by = clock.now(), self._vetting_by()
        self._change(agency)
        self._tell(agency, "agency.submitted", by, vetting_by=agency.vetting_by)

    def _return_application(self, agency, by, *, reason) -> None:
        agency.advance(Step.RETURN)
        agency.give_reason(reason)
        self._change(agency)
        self._tell(agency, "agency.returned", by, reason=agency.state_reason)

    def _approve_application(self, agency, by) -> None:
        hall, days = self._current_hall(), self._publicity_days
        agency.advance(Step.PASS if days else Step.LIST)
        self._change(agency)
        if days:
            now = clock.now()
            ends_on = of_hall(hall, known_at=now).after(timezone.localdate(now), days)
            agency.publicity_ends_on = ends_on
            self._tell(agency, "agency.publicised", by, publicity_ends_on=ends_on.isoformat())
        else:
            agency.listed_at = clock.now()
            self._tell(agency, "agency.listed", by)

    # --- What they have in common -------------------------------------------------------------

    def _new(self, row):
        self._rows.setdefault(type(row), []).append(row)
        return row

    def _change(self, agency: Agency) -> None:
        if agency.pk is not None:
            self._changed[agency.public_id] = agency

    def _tell(self, agency: Agency, kind: str, by, *, private=None, **facts) -> None:
        told = {"agency": agency.public_id, "state": agency.state, **facts}
        self._entries.append(Entry(agency.stream, kind, clock.now(), by, private, told))

    def _next_id(self) -> str:
        if self._last is None:
            row = Series.objects.filter(prefix="agency").first()
            self._last = row.last if row else 0
        self._last += 1
        return str(Series(prefix="agency", last=self._last))

    def _current_hall(self) -> Hall:
        """Return the hall, read once between two writings, with its rules of that time."""
        if self._hall is None:
            self._hall = Hall.objects.current()
            self._publicity_days = self._hall.rules.publicity_days
            self._vetting_days = self._hall.rules.vetting_days
        return self._hall

    def _vetting_by(self) -> datetime | None:
        now, hall = clock.now(), self._current_hall()
        day = timezone.localdate(now)
        if day not in self._due:
            calendar = of_hall(hall, known_at=now)
            self._due[day] = end_of_working_day(now, self._vetting_days, calendar)
        return self._due[day]

    # --- The writing --------------------------------------------------------------------------

    def write(self) -> None:
        """Store all that was gathered, in one transaction."""
        if not self._entries:
            return
        with command():
            if self._last is not None:
                series = Series.locked("agency")
                series.last = self._last
                series.save(update_fields=["last"])
            for model in (get_user_model(), Organisation, Membership, Agency, *HOLDINGS):
                insert_all(self._rows.pop(model, []))
            Agency.objects.bulk_update(self._changed.values(), CHANGING)
            Event.append_entries(self._entries)
        self._start()


HOLDINGS = (Practitioner, Credential, ListedService)
