"""Whatever stands in a file, reading it names what is wrong and never breaks."""

import copy
from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.data import shipped_catalogue
from marketplace.data.reading import read_catalogue

NOTHING_KNOWN = defaultdict(set)
SHIPPED = shipped_catalogue()
PLANT = copy.deepcopy(SHIPPED["project_types"][0])
PLANT["stages"] = [PLANT["stages"][1] | {"approvals": PLANT["stages"][1]["approvals"][:1]}]
PLANT["stages"][0]["approvals"][0] |= {"department": "DRC", "items": ["CON-01"]}
PLANT["stages"][0] |= {"items": ["CON-01"]}
PLANT["stages"][0]["public_services"] = PLANT["stages"][0]["public_services"][:1]
SMALL = {
    "departments": SHIPPED["departments"][:1],
    "categories": SHIPPED["categories"][:2],
    "credential_types": SHIPPED["credential_types"][:1],
    "items": SHIPPED["items"][:1],
    "bundles": [SHIPPED["bundles"][0] | {"items": ["CON-01"]}],
    "project_types": [PLANT],
    "name_parts": {
        "city": SHIPPED["name_parts"]["city"],
        "districts": SHIPPED["name_parts"]["districts"][:1],
    },
}

scalars = st.none() | st.booleans() | st.integers() | st.decimals() | st.text(max_size=9)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value, path=()):
    """Return the path of every value inside a value, itself included."""
    found = [path]
    if isinstance(value, dict):
        found += [each for key in value for each in places(value[key], (*path, key))]
    elif isinstance(value, list):
        found += [each for at, inner in enumerate(value) for each in places(inner, (*path, at))]
    return found


def replaced(data, path, value):
    if not path:
        return value
    data = copy.deepcopy(data)
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return data


def test_the_shipped_file_has_nothing_wrong():
    assert read_catalogue(SHIPPED, known=NOTHING_KNOWN).problems == []
    assert read_catalogue(SMALL, known=NOTHING_KNOWN).problems == []


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(places(SMALL)), anything)
def test_any_value_in_any_place_is_read_or_named(path, value):
    reading = read_catalogue(replaced(SMALL, path, value), known=NOTHING_KNOWN)

    assert all(isinstance(problem, str) and ": " in problem for problem in reading.problems)


def test_a_share_of_a_schedule_is_kept_as_text():
    item = SHIPPED["items"][0] | {
        "fee": {"policy": "cap_share", "schedule": "1283-1999", "share": "0.7"}
    }

    reading = read_catalogue(SMALL | {"items": [item]}, known=NOTHING_KNOWN)

    columns = reading.entries["item"][0].columns
    assert columns["fee_params"] == {"basis": "none", "share": "0.7"}
    assert columns["cap_minor"] is None
