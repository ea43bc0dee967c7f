from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import Event, Series
from marketplace.models.checking import check
from marketplace.transaction import command

from ..models import FundSource, Owner, Project
from ..models.project import WHOLE_BP


def register_project(
    *, owner_id, code, name_zh, name_en="", region_id, investment, funds, by, at
) -> Project:
    """Enter an investment project of an owner.

    ``funds`` maps a kind of ``FundSource`` to its share in basis points.

    Raises:
        Refusal: ``funds.not_whole`` unless the shares are positive and sum to 10000;
            ``record.invalid`` for a wrong or taken project code or missing facts.
    """
    with command():
        owner = Owner.objects.locked(owner_id)
        shares = {str(kind): share for kind, share in funds.items() if share}
        if sum(shares.values()) != WHOLE_BP or min(shares.values()) < 0:
            raise Refusal(
                "funds.not_whole",
                _("The project was not stored: its sources of funds do not sum to 100 %."),
                _("Correct the shares so that together they make 100 %."),
            )
        project = Project(
            public_id=Series.next_id(f"P{timezone.localdate(at).year}"),
            owner=owner,
            code=code,
            name_zh=name_zh,
            name_en=name_en,
            region_id=region_id,
            investment_minor=investment.minor,
            currency=investment.currency,
        )
        check(project)
        project.save(force_insert=True)
        _store_funds(project, shares)
        Event.append(project.stream, "project.registered", at=at, by=by, **_facts(project, shares))
    return project


def _store_funds(project: Project, shares: dict[str, int]) -> None:
    for kind, share in sorted(shares.items()):
        fund = FundSource(project=project, kind=kind, share_bp=share)
        check(fund)
        fund.save(force_insert=True)


def _facts(project: Project, shares: dict[str, int]) -> dict:
    return {
        "owner": project.owner.public_id,
        "code": project.code,
        "name_zh": project.name_zh,
        "name_en": project.name_en,
        "region": project.region.code,
        "investment_fen": project.investment_minor,
        "currency": project.currency,
        "funds": [{"kind": kind, "share_bp": share} for kind, share in sorted(shares.items())],
    }
