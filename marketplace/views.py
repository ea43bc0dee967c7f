"""The public pages of the catalogue and of the hall's rules, and the way to one's desk."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from . import item_list
from .filters import ItemFilter
from .hall_rules import chapters, coming_year, versions
from .kernel.money import Money
from .models import Hall, ProjectType, ServiceItem
from .notation import in_chinese
from .purchasable import why_not_purchasable
from .slots import desks_for


@require_safe
def items(request):
    """Show the items that meet the filters, by stage, with counts beside each choice."""
    chosen = ItemFilter(request.GET, ServiceItem.objects.offered())
    if any(value == "" for _name, values in request.GET.lists() for value in values):
        return redirect(item_list.address_without(request))
    if not chosen.is_valid():
        context = {"form": chosen.form, "url": request.path}
        return render(request, "marketplace/pages/items_wrong.html", context, status=422)
    found = list(chosen.narrowed().for_list())
    context = {
        "form": chosen.form,
        "choices": item_list.choices(chosen),
        "chips": item_list.chips(chosen, request),
        "clear_url": request.path,
        "sections": item_list.sections(found),
        "found": len(found),
        "ways": [] if found else item_list.ways_out(chosen, request),
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
    }
    return render(request, "marketplace/pages/items.html", context)


@require_safe
def item(request, code):
    """Show one item: what it is, who must buy it, for at most how much, and how."""
    found = ServiceItem.objects.for_list().filter(code=code).first()
    if found is None:
        raise Http404
    required = found.required_credentials.select_related("type__replaced_by", "min_grade")
    context = {
        "item": found,
        "headline": _headline(found.cap) if found.cap else None,
        "barred": why_not_purchasable(found, timezone.localdate(request.received_at)),
        "required": required.order_by("type__code"),
        "papers": [_spoken(pair) for pair in found.papers],
        "steps": [{"title": _spoken(pair)} for pair in found.steps],
        "questions": [
            (_spoken(each, "question_"), _spoken(each, "answer_")) for each in found.questions
        ],
        "bundles": found.bundles.order_by("code").prefetch_related("items"),
        "project_types": ProjectType.objects.needing(found).for_list(),
    }
    return render(request, "marketplace/pages/item.html", context)


@require_safe
def rules(request):
    """Show the rules of the hall in force, what each version changed, and its calendar."""
    hall = Hall.objects.order_by("pk").first()
    if hall is None:
        raise Http404
    in_force = hall.rules
    context = {
        "rules": in_force,
        "chapters": chapters(in_force),
        "versions": versions(hall),
        **coming_year(hall, timezone.localdate(request.received_at)),
    }
    return render(request, "marketplace/pages/rules.html", context)


@require_safe
def desk(request):
    """Lead a person to the one desk that is theirs, or show those they may choose from."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    desks = desks_for(request)
    if len(desks) == 1:
        return redirect(desks[0].url)
    return render(request, "marketplace/pages/desk.html", {"desks": desks})


def _headline(cap: Money) -> tuple[str, str]:
    """Return an amount as a headline figure, whole yuan where it is whole, and its unit."""
    unit = "元" if in_chinese() and cap.currency == "CNY" else cap.currency
    return f"{cap.major:,.2f}".removesuffix(".00"), unit


def _spoken(texts: dict[str, str], prefix: str = "") -> str:
    """Return a text in the reader's language; Chinese where there is no English."""
    chinese = texts.get(f"{prefix}zh", "")
    return chinese if in_chinese() else texts.get(f"{prefix}en") or chinese
