from domain.subjects import Judgement
from linkage.dossier import completed
from linkage.link import link_all
from tests.linkage.cases import BORN, NAME, NUMBER, SEEN, Registry, company, known, person

ONE = {"permit": "dossier 1", "card": "dossier 1", "stranger": "dossier 2"}


def births(*mentions) -> list[str | None]:
    return [mention.born for mention in completed(mentions, ONE)]


def test_the_birth_date_of_the_card_serves_the_permit_beside_it() -> None:
    permit = person(name=NAME.upper(), born=None, scan="permit", role="owner")
    assert births(permit, person(scan="card")) == [BORN, BORN]
    made, _ = link_all([permit, person(scan="card")], Registry(known()), seen=SEEN, dossiers=ONE)
    assert (made.role, made.judgement) == ("owner", Judgement.SAME)


def test_it_serves_no_other_dossier_number_or_name() -> None:
    card = person(scan="card")
    assert births(person(born=None, scan="stranger"), card)[0] is None
    assert births(person("068190001235", born=None, scan="permit"), card)[0] is None
    assert births(person(name="Lê Ba", born=None, scan="permit"), card)[0] is None
    assert births(company(), card)[0] is None


def test_two_papers_that_differ_in_the_birth_date_give_none() -> None:
    cards = person(scan="card"), person(born="1991-02-03", scan="card")
    assert births(person(born=None, scan="permit"), *cards)[0] is None


def test_a_birth_date_on_the_paper_is_never_replaced() -> None:
    assert births(person(born="1991", scan="permit"), person(scan="card")) == ["1991", BORN]


def test_without_dossiers_nothing_is_taken_from_another_paper() -> None:
    mentions = person(born=None, scan="permit"), person(scan="card")
    made, _ = link_all(mentions, Registry(known()), seen=SEEN)
    assert made.reason == "not_asked"


def test_a_borrowed_birth_date_is_part_of_what_was_seen() -> None:
    permit, card = person(born=None, scan="permit"), person(scan="card")
    alone, _ = link_all([permit, card], Registry(None), seen=SEEN)
    together, _ = link_all([permit, card], Registry(None), seen=SEEN, dossiers=ONE)
    assert alone.seen != together.seen
    assert NUMBER not in alone.seen
