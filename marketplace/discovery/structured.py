"""Schema.org: what a page is about, as data that programs read (JSON-LD).

Functions here return plain values; ``{% structured data %}`` writes them into the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

CONTEXT = "https://schema.org"
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
ESCAPES |= {0x2028: "\\u2028", 0x2029: "\\u2029"}
Data = dict[str, Any]


def as_script(data: Mapping[str, Any]) -> SafeString:
    """Return data as an element that is never run and that no text in it can leave."""
    told = {"@context": CONTEXT, **data}
    text = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 -- escaped above


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> Data:
    """Return the way from the home page to this one: names and complete addresses."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": str(name), "item": url}
            for place, (name, url) in enumerate(steps, start=1)
        ],
    }


def organisation(hall, url: str) -> Data:
    """Return who runs the supermarket, and how it is reached."""
    told = {
        "@type": "GovernmentOrganization",
        "@id": f"{url}#hall",
        "name": hall.name,
        "alternateName": [name for name in (hall.name_zh, hall.name_en) if name != hall.name],
        "url": url,
        "areaServed": hall.city,
        "address": hall.address,
        "telephone": hall.phone or hall.complaint_phone,
    }
    return _without_gaps(told)


def service(item, url: str, *, hall=None) -> Data:
    """Return a service item: whose it is, what it precedes, and what it costs at most."""
    told = {
        "@type": "GovernmentService",
        "name": item.name,
        "identifier": item.code,
        "url": url,
        "description": item.applies,
        "serviceType": item.category.name,
        "serviceOperator": {"@type": "GovernmentOrganization", "name": item.department.name},
        "provider": hall and {"@type": "GovernmentOrganization", "name": hall.name},
        "areaServed": hall and hall.city,
        "termsOfService": item.cap_source,
        "offers": _offer(item),
    }
    return _without_gaps(told)


def questions(pairs: Sequence[tuple[str, str]]) -> Data | None:
    """Return questions with their answers, or None where there are none."""
    if not pairs:
        return None
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": str(question),
                "acceptedAnswer": {"@type": "Answer", "text": str(answer)},
            }
            for question, answer in pairs
        ],
    }


def dataset(
    name: str, description: str, url: str, files: Iterable[tuple[str, str]], *, hall=None, days=""
) -> Data:
    """Return figures that anybody may take: what they tell, of when, and as which files.

    A file is a media type and a complete address; ``days`` are two dates with a stroke between.
    """
    told = {
        "@type": "Dataset",
        "name": name,
        "description": description,
        "url": url,
        "isAccessibleForFree": True,
        "creator": hall and {"@type": "GovernmentOrganization", "name": hall.name},
        "spatialCoverage": hall and hall.city,
        "temporalCoverage": days,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media_type, "contentUrl": address}
            for media_type, address in files
        ],
    }
    return _without_gaps(told)


def _offer(item) -> Data | None:
    if item.cap is None:
        return None
    price = {
        "@type": "PriceSpecification",
        "maxPrice": f"{item.cap.major:.2f}",
        "priceCurrency": item.cap.currency,
    }
    return {"@type": "Offer", "priceSpecification": price}


def _without_gaps(told: Mapping[str, Any]) -> Data:
    return {name: value for name, value in told.items() if value not in (None, "", [])}
