"""Agencies with what they hold, offer, and who acts for them."""

import factory

from agencies.models import Agency, Credential, ListedService, Practitioner

from .marketplace import (
    DAY,
    NOON,
    CredentialTypeFactory,
    MembershipFactory,
    OrganisationFactory,
    RegionFactory,
    ServiceItemFactory,
)


def state(name, **columns):
    return factory.Trait(state=name, **columns)


class AgencyFactory(factory.django.DjangoModelFactory):
    """A listed agency. A trait of the state's name gives another state.

    ``offers`` takes service items, ``holds`` pairs of a credential type and a grade's code
    (valid from 30 days before NOON to 300 days after), ``member`` the user who acts for it.
    """

    class Meta:
        model = Agency
        skip_postgeneration_save = True

    class Params:
        draft = state("draft", submitted_at=None, listed_at=None)
        withdrawn = state("withdrawn", submitted_at=None, listed_at=None)
        in_vetting = state("in_vetting", listed_at=None)
        returned = state("returned", listed_at=None, state_reason="The address is incomplete.")
        publicity = state("publicity", listed_at=None, publicity_ends_on=(NOON + 5 * DAY).date())
        suspended = state("suspended", state_reason="Two reports were late.")
        removed = state("removed", state_reason="A certificate was forged.")

    public_id = factory.Sequence("agency-9{:05}".format)  # out of the way of Series
    organisation = factory.SubFactory(OrganisationFactory)
    region = factory.SubFactory(RegionFactory)
    address = "演示路1号"
    legal_representative = "甲某"
    contact_name = "乙某"
    contact_phone = "0990-20001"
    contact_email = "office@example.org"
    state = "listed"
    submitted_at = NOON - 40 * DAY
    listed_at = NOON - 35 * DAY

    @factory.post_generation
    def offers(self, create, items, **terms):
        for item in items or ():
            ListedServiceFactory(agency=self, item=item, **terms)

    @factory.post_generation
    def holds(self, create, pairs, **columns):
        for credential_type, grade in pairs or ():
            CredentialFactory(
                agency=self,
                type=credential_type,
                grade=credential_type.grades.get(code=grade),
                **columns,
            )

    @factory.post_generation
    def member(self, create, user, **kwargs):
        if user is not None:
            MembershipFactory(user=user, organisation=self.organisation)


class CredentialFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Credential

    agency = factory.SubFactory(AgencyFactory)
    type = factory.SubFactory(CredentialTypeFactory)
    grade = factory.LazyAttribute(lambda credential: credential.type.grades.get(rank=1))
    number = factory.Sequence("C-{:04}".format)
    valid_from = (NOON - 30 * DAY).date()
    valid_to = (NOON + 300 * DAY).date()


class PractitionerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Practitioner

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence("丙某{}".format)
    profession = "注册测绘师"
    registration_number = factory.Sequence("R-{:04}".format)
    valid_from = (NOON - 30 * DAY).date()
    valid_to = (NOON + 300 * DAY).date()


class ListedServiceFactory(factory.django.DjangoModelFactory):
    """An offer at 15,000.00 yuan within 10 working days."""

    class Meta:
        model = ListedService

    agency = factory.SubFactory(AgencyFactory)
    item = factory.SubFactory(ServiceItemFactory)
    price_minor = 1_500_000
    committed_days = 10
