"""Reading pages as programs do: heads, data in them, sitemaps, feeds."""

import json
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, SoupStrainer
from defusedxml import ElementTree

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
HOST = "http://testserver"


def soup(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return BeautifulSoup(answer.content, "html.parser")


def head(answer):
    """Return the head of a page, without looking at what comes below it."""
    return BeautifulSoup(answer.content.split(b"</head>")[0], "html.parser")


def links(answer) -> list[str]:
    """Return where the links of a page lead."""
    found = BeautifulSoup(answer.content, "html.parser", parse_only=SoupStrainer("a"))
    return [link["href"] for link in found.find_all("a", href=True)]


def twins(page) -> dict[str, str]:
    """Return the address of a page in each language, as its head names it."""
    links = page.head.find_all("link", rel="alternate", hreflang=True)
    return {link["hreflang"]: link["href"].removeprefix(HOST) for link in links}


def canonical(page) -> str:
    [link] = page.head.find_all("link", rel="canonical")
    return link["href"].removeprefix(HOST)


def meta(page, name) -> str | None:
    found = page.head.find_all("meta", attrs={"property": name}) or page.head.find_all(
        "meta", attrs={"name": name}
    )
    assert len(found) <= 1, name
    return found[0]["content"] if found else None


def data(page) -> dict[str, dict]:
    """Return the schema.org data of a page, by type."""
    elements = page.find_all("script", type="application/ld+json")
    found = [json.loads(element.string) for element in elements]
    assert all(each["@context"] == "https://schema.org" for each in found)
    return {each["@type"]: each for each in found}


def path_of(address: str) -> str:
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}" == HOST, address
    return parts.path


def sitemap(client) -> list[tuple[str, dict[str, str]]]:
    """Return every entry of every file: its path, and the paths that it names by language."""
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    assert index.tag == f"{SITEMAP}sitemapindex"
    entries = []
    for location in index.iter(f"{SITEMAP}loc"):
        answer = client.get(path_of(location.text))
        assert answer["Content-Type"] == "application/xml; charset=utf-8"
        for url in ElementTree.fromstring(answer.content).iter(f"{SITEMAP}url"):
            links = url.findall(f"{XHTML}link")
            named = {link.get("hreflang"): path_of(link.get("href")) for link in links}
            entries.append((path_of(url.findtext(f"{SITEMAP}loc")), named))
    return entries
