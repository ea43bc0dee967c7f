"""Worlds for tests. Factories do nothing that would surprise: traits, not subclasses."""

from .agencies import (
    AgencyFactory,
    CredentialFactory,
    ListedServiceFactory,
    PractitionerFactory,
)
from .marketplace import (
    DAY,
    HOUR,
    NOON,
    PASSWORD,
    CredentialTypeFactory,
    DepartmentFactory,
    HallFactory,
    HallRulesFactory,
    MembershipFactory,
    OrganisationFactory,
    RegionFactory,
    ServiceCategoryFactory,
    ServiceItemFactory,
    UserFactory,
    credit_code,
)

__all__ = [
    "DAY",
    "HOUR",
    "NOON",
    "PASSWORD",
    "AgencyFactory",
    "CredentialFactory",
    "CredentialTypeFactory",
    "DepartmentFactory",
    "HallFactory",
    "HallRulesFactory",
    "ListedServiceFactory",
    "MembershipFactory",
    "OrganisationFactory",
    "PractitionerFactory",
    "RegionFactory",
    "ServiceCategoryFactory",
    "ServiceItemFactory",
    "UserFactory",
    "credit_code",
]
