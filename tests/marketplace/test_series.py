import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from marketplace.models import Series


@pytest.mark.django_db
def test_ids_are_given_in_order_and_each_prefix_has_its_own():
    given = [Series.next_id(prefix) for prefix in ("N2026", "N2026", "agency", "N2027", "N2026")]

    assert given == [
        "N2026-000001",
        "N2026-000002",
        "agency-000001",
        "N2027-000001",
        "N2026-000003",
    ]


@pytest.mark.django_db
def test_after_a_million_the_id_grows():
    Series.objects.create(prefix="D2026", last=999_999)

    assert Series.next_id("D2026") == "D2026-1000000"


@pytest.mark.django_db(transaction=True)
def test_an_id_that_was_not_kept_is_given_again():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Series(prefix=Series.next_id("N2026"), last=1 / 0)

    with transaction.atomic():
        assert Series.next_id("N2026") == "N2026-000001"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_no_id_is_given_without_a_transaction():
    with pytest.raises(TransactionManagementError):
        Series.next_id("N2026")
