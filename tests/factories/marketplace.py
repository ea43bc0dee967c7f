"""People, organisations, the hall and the catalogue."""

import datetime as dt

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from marketplace import permissions
from marketplace.kernel.credit_code import check_digit
from marketplace.models import (
    CredentialGrade,
    CredentialType,
    Department,
    Hall,
    HallRules,
    ItemCredential,
    Region,
    ServiceCategory,
    ServiceItem,
)
from marketplace.organisations.models import Membership, Organisation

NOON = dt.datetime(2026, 3, 2, 4, tzinfo=dt.UTC)  # in Shanghai; a Monday
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
PASSWORD = "a long sentence that nobody guesses"


def credit_code(number: int) -> str:
    """Return a valid unified social credit code of an invented organisation."""
    body = f"91990100MA{number:07}"
    return body + check_digit(body)


def duty(*names):
    return factory.Trait(duties=names)


class UserFactory(factory.django.DjangoModelFactory):
    """A person. ``duties`` (or a trait of their name) puts them into the staff's groups;
    ``signs_in`` confirms the e-mail address, so that PASSWORD opens the door."""

    class Meta:
        model = get_user_model()

    class Params:
        vetting = duty(permissions.VETTING)
        review = duty(permissions.REVIEW)
        draw = duty(permissions.DRAW)
        sanctions = duty(permissions.SANCTIONS)
        operator = duty(*sorted(permissions.OPERATOR))
        editor = duty(permissions.EDITOR)
        regulator = duty(permissions.REGULATOR)
        auditor = duty(permissions.AUDITOR)
        administrator = duty(permissions.ADMINISTRATOR)

    username = factory.Sequence("user{}".format)
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    display_name = factory.Sequence("Person {}".format)
    password = factory.django.Password(PASSWORD)

    duties = ()
    signs_in = False

    @classmethod
    def _create(cls, model_class, *args, duties, signs_in, **columns):
        user = super()._create(model_class, *args, **columns)
        user.groups.set(Group.objects.get_or_create(name=name)[0] for name in duties)
        if signs_in:
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    credit_code = factory.Sequence(credit_code)
    name_zh = factory.Sequence("演示单位{}".format)
    name_en = factory.Sequence("Demo Organisation {}".format)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Membership.Role.ADMINISTRATOR


class RegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Region

    code = factory.Sequence("district-{}".format)
    name_zh = factory.Sequence("演示{}区".format)
    name_en = factory.Sequence("Demo District {}".format)


class HallRulesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HallRules

    hall = factory.SubFactory("tests.factories.HallFactory", rules=None)
    version = factory.LazyAttribute(lambda rules: rules.hall.rule_versions.count() + 1)
    adopted_at = NOON - 90 * DAY


class HallFactory(factory.django.DjangoModelFactory):
    """The one hall: a second call returns it. ``rules__…`` adds a version of its rules."""

    class Meta:
        model = Hall
        django_get_or_create = ("code",)
        skip_postgeneration_save = True

    code = "demo"
    name_zh = "演示市中介服务超市"
    name_en = "Demo City Intermediary Supermarket"
    city_zh = "演示市"
    city_en = "Demo City"
    complaint_phone = "0990-12345"

    @factory.post_generation
    def rules(self, create, extracted, **changes):
        if changes or not self.rule_versions.exists():
            HallRulesFactory(hall=self, **changes)


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department

    code = factory.Sequence("department-{}".format)
    name_zh = factory.Sequence("演示局{}".format)
    name_en = factory.Sequence("Demo Bureau {}".format)


class ServiceCategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ServiceCategory

    code = factory.Sequence("category-{}".format)
    place = factory.Sequence(int)
    name_zh = factory.Sequence("类别{}".format)
    name_en = factory.Sequence("Category {}".format)


class CredentialTypeFactory(factory.django.DjangoModelFactory):
    """A type with the grades A (rank 1, the best) and B (rank 2)."""

    class Meta:
        model = CredentialType
        skip_postgeneration_save = True

    code = factory.Sequence("credential-{}".format)
    name_zh = factory.Sequence("资质{}".format)
    name_en = factory.Sequence("Licence {}".format)

    @factory.post_generation
    def grades(self, create, extracted, **kwargs):
        for rank, (code, name) in enumerate({"A": "甲级", "B": "乙级"}.items(), 1):
            CredentialGrade.objects.create(
                type=self, code=code, name_zh=name, name_en=f"Grade {code}", rank=rank
            )


class ServiceItemFactory(factory.django.DjangoModelFactory):
    """An item of 20 standard days with a cap of 20,000.00 yuan, which the owner must buy.

    ``requires`` takes pairs of a credential type and the code of the lowest grade.
    """

    class Meta:
        model = ServiceItem
        skip_postgeneration_save = True

    code = factory.Sequence("ITEM-{}".format)
    name_zh = factory.Sequence("服务事项{}".format)
    name_en = factory.Sequence("Service {}".format)
    category = factory.SubFactory(ServiceCategoryFactory)
    department = factory.SubFactory(DepartmentFactory)
    stage = ServiceItem.Stage.PLANNING
    duty = ServiceItem.Duty.REQUIRED
    payer = ServiceItem.Party.OWNER
    chosen_by = ServiceItem.Party.OWNER
    standard_days = 20
    fee_policy = ServiceItem.FeePolicy.ABSOLUTE
    cap_minor = 2_000_000
    cap_source_zh = "演示数值"
    cap_source_en = "Demonstration figure"

    @factory.post_generation
    def requires(self, create, pairs, **kwargs):
        for credential_type, grade in pairs or ():
            ItemCredential.objects.create(
                item=self, type=credential_type, min_grade=credential_type.grades.get(code=grade)
            )
