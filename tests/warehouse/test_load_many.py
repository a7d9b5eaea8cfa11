"""Batches longer than one statement may be."""

import sqlalchemy as sa

from tests.papers import NOW, birth, document, link, record
from warehouse.load import LoadDocument, LoadSummary, load


def test_a_batch_longer_than_one_statement_loads_whole(engine: sa.Engine) -> None:
    def paper(number: int) -> LoadDocument:
        one = birth(scan=f"{number:032d}" * 2)
        key = f"0010870{number:05d}"
        return document(one, link(one, answer=record(key=key, personal_id=key, old_id=f"25{number:07d}")))

    many = [paper(number) for number in range(520)]
    assert load(engine, batch="2026-11-20_H36.11", documents=many, now=NOW) == LoadSummary(
        documents=520, subjects=520, links=520, facts=6760
    )
    assert load(engine, batch="2026-11-20_H36.11", documents=many, now=NOW) == LoadSummary(unchanged=6760)
