"""What the other three registries hold: entries of civil status, judicial forms, stored results.

Invented from invented people, or taken from the truths of the samples, so that a paper of a sample is in its register.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from catalog import document_types
from connectors.sandbox.store import Entry

BIRTH, MARRIAGE = "KQ.G15.000031", "KQ.G15.000032"
AGENCY = "Ủy ban nhân dân xã Mẫu, tỉnh Lâm Đồng"


@dataclass(frozen=True)
class Registers:
    """Rows by what they are looked up with."""

    civil: list[tuple[str, str, str, Entry]] = field(default_factory=list)
    """Number of the person, kind of event, number of the entry, the entry."""
    forms: list[tuple[str, Entry]] = field(default_factory=list)
    """Number of a judicial form, the form."""
    results: list[tuple[str, str, str, Entry]] = field(default_factory=list)
    """Number of the owner, kind of result, number of the paper, the paper."""

    def paper(self, owners: Iterable[str], source: tuple[str, str], entry: dict[str, Any]) -> None:
        """Adds a paper to the register of that name, where `source` also says by which code it knows the kind."""
        registry, code = source
        number = str(entry["paper"].get("number") or "")
        for owner in owners if number else ():
            if registry == "civil_status":
                self.civil.append((owner, code, number, entry))
            elif registry == "judicial":
                self.forms.append((number, entry | {"owner": owner}))
            else:
                self.results.append((owner, code, number, entry["paper"]))


def of_papers(truths: Mapping[str, list[dict[str, Any]]]) -> Registers:
    """The registers that hold the papers of samples: `truths` maps a file to what stands on its papers."""
    registers = Registers()
    for paper in (paper for papers in truths.values() for paper in papers):
        kind = document_types().get(paper.get("type", ""))
        if kind is None or not kind.sources:
            continue
        entry = _said(paper["fields"], kind.fields)
        owners = [
            str(entry[role.name]["personal_id"]) for role in kind.roles if entry.get(role.name, {}).get("personal_id")
        ]
        for source in kind.sources:
            registers.paper(owners[: 2 if kind.subject == "wife" else 1], (source.registry, source.code), entry)
    return registers


def _said(fields: Mapping[str, Any], specs: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """role -> attribute -> value."""
    entry: dict[str, dict[str, Any]] = {"paper": {}}
    for spec in specs:
        for role, _, attribute in (name.partition(".") for name in spec.attributes):
            entry.setdefault(role, {})[attribute] = fields.get(spec.name)
    return entry


def of_people(people: Iterable[Entry]) -> Registers:
    """A marriage of every couple, a death, a judicial form and stored results of some.

    The birth of everyone is not a row of its own: `birth` tells it from the person's entry.
    """
    registers = Registers()
    for person in people:
        owner, serial = str(person["personal_id"]), int(person["serial"])
        if serial % 10 == 0:
            registers.paper([owner], ("national_store", BIRTH), birth(person))
        if serial % 50 == 0:
            registers.paper([owner], ("judicial", ""), _form(person, serial))
        if serial % 40 == 7:
            registers.paper([owner], ("civil_status", "KT"), _death(person, serial))
        if person.get("spouse_id") and person["sex"] == "Nữ":
            both = [owner, str(person["spouse_id"])]
            registers.paper(both, ("civil_status", "KH"), _marriage(person, serial))
    return registers


def birth(person: Entry) -> dict[str, Any]:
    """The entry of an invented person's birth."""
    names = ("personal_id", "full_name", "date_of_birth", "sex", "ethnicity", "nationality", "home_town")
    parents = {
        role: {"full_name": person[f"{role}_name"], "date_of_birth": person.get(f"{role}_born")}
        for role in ("mother", "father")
        if person.get(f"{role}_name")
    }
    return {
        "paper": _entered(int(person["serial"]), str(person["born"])[:4]),
        "holder": {n: person[n] for n in names},
    } | parents


def _marriage(wife: Entry, serial: int) -> dict[str, Any]:
    names = ("personal_id", "full_name", "date_of_birth", "ethnicity", "nationality", "residence")
    husband = {"full_name": wife["spouse_name"], "personal_id": wife["spouse_id"]}
    return {"paper": _entered(serial, "2012"), "wife": {name: wife[name] for name in names}, "husband": husband}


def _death(person: Entry, serial: int) -> dict[str, Any]:
    holder = {name: person[name] for name in ("personal_id", "full_name", "date_of_birth")}
    return {"paper": _entered(serial, "2024"), "holder": holder | {"died_at": "2024-05-06"}}


def _form(person: Entry, serial: int) -> dict[str, Any]:
    """A judicial form; one in twenty has been taken back."""
    holder = {name: person[name] for name in ("personal_id", "full_name", "date_of_birth")}
    paper = {"number": f"{serial:06d}/LLTP", "form": "1", "issued_on": "2025-03-04", "convictions": "Không có án tích"}
    revoked = {"revocation": f"{serial}/QĐ-TH", "revoked_on": "2026-01-15"} if serial % 1000 == 0 else {}
    return {"paper": paper | revoked, "holder": holder}


def _entered(serial: int, year: str) -> dict[str, Any]:
    number = f"{serial % 900 + 1:02d}/{year}"
    return {"number": number, "book": f"01/{year}", "registered_on": f"{year}-12-20", "registered_at": AGENCY}
