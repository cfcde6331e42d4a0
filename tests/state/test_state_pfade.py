"""Property paths over the read state mean what rdflib means by them."""

from pathlib import Path as Ordner

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib.paths import AlternativePath, InvPath, MulPath, NegatedPath, Path, SequencePath, eval_path

from leitlinien.kinds import LinkStatus, modell
from leitlinien.paths import Treffer, folge, praedikate, urbild
from leitlinien.rows import Bestand
from leitlinien.state import State
from leitlinien.terms import LL
from tests.bauhilfe import link, netz, nr, stand

KNOTEN = [f"z{k}" for k in range(5)]
TERME = (LL.teilzielVon, LL.ersetzt, LL.wirktAuf)


def _mal(teile: st.SearchStrategy[URIRef | Path]) -> st.SearchStrategy[URIRef | Path]:
    return (
        st.builds(InvPath, teile)
        | st.builds(MulPath, teile, st.sampled_from("*+?"))
        | st.builds(SequencePath, teile, teile)
        | st.builds(AlternativePath, teile, teile)
    )


PFADE: st.SearchStrategy[URIRef | Path] = st.recursive(st.sampled_from(TERME), _mal, max_leaves=5)
KANTEN = st.dictionaries(
    st.tuples(st.sampled_from(KNOTEN), st.sampled_from(TERME), st.sampled_from(KNOTEN)), st.booleans(), max_size=12
)


@pytest.fixture(scope="module")
def ordner(tmp_path_factory: pytest.TempPathFactory) -> Ordner:
    return tmp_path_factory.mktemp("pfade")


def gebaut(kanten: dict[tuple[str, URIRef, str], bool], ordner: Ordner) -> State:
    """Goals with these links; the value says whether the link is a proposal."""
    bestand = netz(f"Ziel {' '.join(KNOTEN)}")
    for (von, praedikat, nach), vorschlag in kanten.items():
        status = LinkStatus.VORSCHLAG if vorschlag else LinkStatus.BELEGT
        bestand.links.append(link(von, praedikat.fragment, nach, status=status))
    return stand(bestand, ordner)


def nach_rdflib(
    kanten: dict[tuple[str, URIRef, str], bool], pfad: URIRef | Path, vorschlaege: bool
) -> set[tuple[str, str]]:
    g = Graph()
    for (von, praedikat, nach), vorschlag in kanten.items():
        if vorschlaege or not vorschlag:
            g.add((URIRef(f"x:{von}"), praedikat, URIRef(f"x:{nach}")))
    return {(von, str(nach)[2:]) for von in KNOTEN for _, nach in eval_path(g, (URIRef(f"x:{von}"), pfad, None))}


@settings(max_examples=250, deadline=None)
@given(KANTEN, PFADE, st.booleans())
def test_a_path_leads_where_rdflib_leads(
    ordner: Ordner, kanten: dict[tuple[str, URIRef, str], bool], pfad: URIRef | Path, vorschlaege: bool
) -> None:
    state = gebaut(kanten, ordner)

    alle = folge(state, [nr(state, p) for p in KNOTEN], pfad, ("Ziel",), vorschlaege)

    assert nach_rdflib(kanten, pfad, vorschlaege) == {
        (von, state.pfad(t.knoten)) for von, treffer in zip(KNOTEN, alle, strict=True) for t in treffer
    }


@settings(max_examples=250, deadline=None)
@given(KANTEN, PFADE, st.booleans(), st.sets(st.sampled_from(KNOTEN)))
def test_the_preimage_is_where_rdflib_comes_from(
    ordner: Ordner,
    kanten: dict[tuple[str, URIRef, str], bool],
    pfad: URIRef | Path,
    vorschlaege: bool,
    ziele: set[str],
) -> None:
    state = gebaut(kanten, ordner)

    maske = urbild(state, pfad, state.maske([nr(state, p) for p in ziele]), vorschlaege)

    assert {von for von, nach in nach_rdflib(kanten, pfad, vorschlaege) if nach in ziele} == {
        state.pfad(int(i)) for i in maske.nonzero()[0]
    }


@settings(max_examples=100, deadline=None)
@given(KANTEN, PFADE)
def test_a_target_is_a_proposal_exactly_when_no_secured_path_leads_there(
    ordner: Ordner, kanten: dict[tuple[str, URIRef, str], bool], pfad: URIRef | Path
) -> None:
    state = gebaut(kanten, ordner)
    nummern = [nr(state, p) for p in KNOTEN]

    alle = folge(state, nummern, pfad, ("Ziel",), vorschlaege=True)

    gesichert = folge(state, nummern, pfad, ("Ziel",), vorschlaege=False)
    assert [{t.knoten for t in treffer} for treffer in gesichert] == [
        {t.knoten for t in treffer if t.status is not LinkStatus.VORSCHLAG} for treffer in alle
    ]


def test_the_best_of_several_paths_counts_and_in_it_the_weakest_link(tmp_path: Ordner) -> None:
    state = stand(
        netz("""
            Massnahme M; Ziel A B; Leitlinie L
            M traegtBeiZu A !; A dient L
            M traegtBeiZu B ?; B dient L
        """),
        tmp_path,
    )

    ((treffer,),) = folge(state, [nr(state, "M")], LL.traegtBeiZu / LL.dient, ("Leitlinie",), vorschlaege=True)

    assert Treffer(nr(state, "L"), LinkStatus.BESTAETIGT, None) == treffer


@pytest.mark.parametrize("pfad", [LL.traegtBeiZu, ~(~LL.traegtBeiZu)])
def test_a_single_step_carries_its_link(pfad: URIRef | Path, tmp_path: Ordner) -> None:
    state = stand(netz("Massnahme M; Ziel Z; M traegtBeiZu Z 0.5"), tmp_path)

    ((treffer,),) = folge(state, [nr(state, "M")], pfad, ("Ziel",), vorschlaege=False)

    assert treffer.kante is not None
    assert "0.5" == state.anteil(treffer.kante.angaben)


def test_targets_are_limited_to_kinds(tmp_path: Ordner) -> None:
    state = stand(netz("Massnahme M; Ziel Z; Leitlinie L; M traegtBeiZu Z L"), tmp_path)
    m = nr(state, "M")

    gefunden = {
        ziele: [[state.pfad(t.knoten) for t in treffer] for treffer in folge(state, [m], LL.traegtBeiZu, ziele, False)]
        for ziele in (("Ziel",), ("Leitlinie",), ("Knoten",), ())
    }

    assert {("Ziel",): [["Z"]], ("Leitlinie",): [["L"]], ("Knoten",): [["L", "Z"]], (): [[]]} == gefunden


def test_many_nodes_cost_one_read_a_step(tmp_path: Ordner) -> None:
    state = stand(netz("Massnahme M N; Ziel Z; Leitlinie L; M traegtBeiZu Z; N traegtBeiZu Z; Z dient L"), tmp_path)

    folge(state, [nr(state, "M"), nr(state, "N")], LL.traegtBeiZu / LL.dient, ("Leitlinie",), vorschlaege=False)

    assert 2 == state.zaehler["kanten"]


def test_an_unknown_form_of_path_is_refused(tmp_path: Ordner) -> None:
    state = stand(Bestand(), tmp_path)

    with pytest.raises(TypeError):
        folge(state, [], NegatedPath(LL.dient), ("Ziel",), vorschlaege=False)


LINKPFADE = {str(f.pfad): f.pfad for a in modell.arten.values() for f in a.felder if f.ist_link}


@pytest.mark.parametrize("pfad", LINKPFADE.values(), ids=list(LINKPFADE))
def test_every_link_of_the_model_can_be_walked_both_ways(pfad: URIRef | Path, tmp_path: Ordner) -> None:
    state = stand(netz("Ziel Z"), tmp_path)

    assert praedikate(pfad) <= set(modell.beziehungen)
    assert [[]] == folge(state, [nr(state, "Z")], pfad, ("Leitlinie",), vorschlaege=True)
    assert not urbild(state, pfad, state.maske([]), vorschlaege=True).any()
