"""Worlds for tests. Factories do nothing that would surprise: traits, not subclasses."""

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
    "CredentialTypeFactory",
    "DepartmentFactory",
    "HallFactory",
    "HallRulesFactory",
    "MembershipFactory",
    "OrganisationFactory",
    "RegionFactory",
    "ServiceCategoryFactory",
    "ServiceItemFactory",
    "UserFactory",
    "credit_code",
]
