"""Invented mentions, registry entries and decisions."""

from datetime import UTC, datetime

from domain.errors import SourceError
from domain.findings import Decision
from domain.subjects import Mention, RegistryRecord, SubjectKind

NUMBER, NAME, BORN = "068190001234", "Nguyễn Thị Thúy Hằng", "1990-02-03"
CODE, COMPANY = "0100233488", "CÔNG TY TNHH CHÈ CẦU ĐẤT MẪU"
SEEN = {"d": "digest of the paper"}
FETCHED = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def person(number=NUMBER, name=NAME, born=BORN, *, role="holder", sex=None, id_required=False, scan="s") -> Mention:
    return Mention(
        scan=scan,
        document="d",
        role=role,
        kind=SubjectKind.PERSON,
        id=number,
        full_name=name,
        born=born,
        sex=sex,
        id_required=id_required,
    )


def company(code=CODE, name=COMPANY) -> Mention:
    return Mention(scan="s", document="d", role="company", kind=SubjectKind.COMPANY, id=code, full_name=name)


def known(**attributes: str) -> RegistryRecord:
    """What the population registry says of the person above, but for these attributes; an empty one is left out."""
    whole = {"personal_id": NUMBER, "full_name": NAME, "date_of_birth": BORN, "sex": "Nữ"} | attributes
    said = {name: value for name, value in whole.items() if value}
    return RegistryRecord(registry="population", key=NUMBER, attributes=said, as_of=None, fetched_at=FETCHED)


def enterprise(**attributes: str) -> RegistryRecord:
    said = {"enterprise_code": CODE, "name": COMPANY} | attributes
    return RegistryRecord(registry="business", key=CODE, attributes=said, as_of=None, fetched_at=FETCHED)


class Registry:
    """Answers each question with the same record, or fails in the same way; remembers who was asked about."""

    def __init__(self, answer: RegistryRecord | type[Exception] | None) -> None:
        self.answer = answer
        self.asked: list[Mention] = []

    def __call__(self, mention: Mention) -> RegistryRecord | None:
        self.asked.append(mention)
        if isinstance(self.answer, type):
            raise self.answer
        return self.answer


AWAY = SourceError


def decision(seen: str, word: str, *, role="holder", scan="s", day: int = 1, accepted: bool = True) -> Decision:
    return Decision(
        scan=scan,
        seen=seen,
        reviewer="cb.lam",
        decided_at=datetime(2026, 11, day, tzinfo=UTC),
        accepted=accepted,
        links={role: word},
    )
