"""The tree against the reference roots, against public vectors, and against itself."""

import base64
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.kernel.canonical import leaf_hash
from marketplace.log.domain import merkle
from marketplace.log.domain.merkle import Edge, Place, Span

VECTORS = Path(__file__).parent / "vectors" / "merkle"
LEAVES = [
    leaf_hash(bytes.fromhex(each))
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def vectors(kind):
    files = sorted((VECTORS / kind).rglob("*.json"))
    return [
        pytest.param(json.loads(file.read_text()), id=str(file.relative_to(VECTORS)))
        for file in files
    ]


def raw(text):
    return base64.b64decode(text or "")


def hashes(count):
    return [hashlib.sha256(bytes([0, each & 255, each >> 8])).digest() for each in range(count)]


def nodes_over(leaves):
    """Return a reader of all complete subtrees over the leaves."""
    edge = Edge()
    kept = {Place(0, index): leaf for index, leaf in enumerate(leaves)}
    for leaf in leaves:
        kept.update(edge.append(leaf))
    return kept.__getitem__


def test_there_are_all_196_vectors():
    assert len(vectors("inclusion")) + len(vectors("consistency")) == 196


@pytest.mark.parametrize("vector", vectors("inclusion"))
def test_a_public_inclusion_vector_is_judged_right(vector):
    good = merkle.verify_inclusion(
        raw(vector["leafHash"]),
        index=vector["leafIdx"],
        size=vector["treeSize"],
        proof=[raw(each) for each in vector["proof"] or ()],
        expected=raw(vector["root"]),
    )

    assert good is not vector["wantErr"]


@pytest.mark.parametrize("vector", vectors("consistency"))
def test_a_public_consistency_vector_is_judged_right(vector):
    good = merkle.verify_consistency(
        old=vector["size1"],
        new=vector["size2"],
        old_root=raw(vector["root1"]),
        new_root=raw(vector["root2"]),
        proof=[raw(each) for each in vector["proof"] or ()],
    )

    assert good is not vector["wantErr"]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_certificate_transparency(size):
    assert merkle.root(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing():
    assert merkle.root([]) == hashlib.sha256(b"").digest()


def test_every_inclusion_proof_up_to_seventy_leaves_holds():
    leaves = hashes(70)
    nodes = nodes_over(leaves)
    for size in range(1, 71):
        expected = merkle.root(leaves[:size])
        for index in range(size):
            proof = merkle.gathered(merkle.inclusion_spans(index, size), nodes)

            assert merkle.verify_inclusion(
                leaves[index], index=index, size=size, proof=proof, expected=expected
            )


@settings(max_examples=200, deadline=None)
@given(old=st.integers(1, 600), more=st.integers(0, 600), altered=st.integers(0, 599))
def test_any_earlier_tree_is_consistent_and_an_altered_one_is_caught(old, more, altered):
    leaves = hashes(old + more)
    proof = merkle.gathered(merkle.consistency_spans(old, old + more), nodes_over(leaves))
    before, after = merkle.root(leaves[:old]), merkle.root(leaves)
    changed = list(leaves)
    changed[altered % old] = bytes(32)

    def holds(old_root, new_root):
        return merkle.verify_consistency(
            old=old, new=old + more, old_root=old_root, new_root=new_root, proof=proof
        )

    assert holds(before, after)
    assert not holds(merkle.root(changed[:old]), after)
    assert not holds(before, merkle.root(changed))


def test_a_tree_can_be_taken_up_where_it_was_left():
    leaves = hashes(37)
    nodes = nodes_over(leaves)
    edge = Edge(23, [nodes(place) for place in merkle.parts(Span(0, 23))])

    for leaf in leaves[23:]:
        edge.append(leaf)

    assert edge.root() == merkle.root(leaves)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 5)])
def test_there_is_no_proof_for_a_leaf_outside_the_tree(index, size):
    with pytest.raises(ValueError, match="no leaf"):
        merkle.inclusion_spans(index, size)


@pytest.mark.parametrize(("old", "new"), [(0, 5), (6, 5), (-1, 5)])
def test_there_is_no_proof_from_nothing_or_backwards(old, new):
    with pytest.raises(ValueError, match="no proof"):
        merkle.consistency_spans(old, new)


def test_a_proof_from_an_empty_tree_proves_nothing():
    assert not merkle.verify_consistency(
        old=0, new=8, old_root=merkle.EMPTY, new_root=bytes.fromhex(ROOTS[7]), proof=[]
    )


def test_a_hash_of_another_length_is_refused():
    assert not merkle.verify_inclusion(b"short", index=0, size=1, proof=[], expected=b"short")
