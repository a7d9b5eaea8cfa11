"""The same engine on data nobody here made: Febrl 4 and Splink's historical persons, with the weights as they are.

`python benchmarks/linkage_foreign.py FOLDER` (the folder with both files). It shows that the engine keeps its promise
where names, dates and places are not Vietnamese and nothing was trained for them."""

import sys
import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from linkage.bulk.run import link_tables

FEBRL = """SELECT 'rec-' || regexp_extract(rec_id, '\\d+') AS truth, rec_id AS id,
    nullif(concat_ws(' ', trim(surname), trim(given_name)), '') AS full_name,
    regexp_replace(trim(date_of_birth), '^(\\d{4})(\\d\\d)(\\d\\d)$', '\\1-\\2-\\3') AS date_of_birth,
    lpad(trim(soc_sec_id), 9, '1') AS old_id,
    concat_ws(', ', trim(street_number) || ' ' || trim(address_1), trim(suburb), trim(postcode)) AS address
    FROM read_csv('{file}', all_varchar = true, normalize_names = true)"""
HISTORICAL = """SELECT cluster AS truth, unique_id AS id, concat_ws(' ', surname, first_name) AS full_name,
    dob::VARCHAR AS date_of_birth, CASE gender WHEN 'male' THEN 'M' WHEN 'female' THEN 'F' END AS sex,
    concat_ws(', ', birth_place, postcode_fake) AS address FROM '{file}'"""


def main(folder: Path) -> None:
    """Prints a line a data set."""
    with duckdb.connect() as connection:
        sides = [
            connection.sql(FEBRL.replace("{file}", str(folder / f"febrl_dataset4{side}.csv"))).to_arrow_table()
            for side in "ab"
        ]
        report("Febrl 4", sides[1], sides[0])
        everyone = connection.sql(HISTORICAL.format(file=folder / "splink_historical_50k.parquet"))
        first = everyone.query(
            "e", "FROM e QUALIFY row_number() OVER (PARTITION BY truth ORDER BY id) = 1"
        ).to_arrow_table()
        others = everyone.query("e", "FROM e QUALIFY row_number() OVER (PARTITION BY truth ORDER BY id) > 1")
        report("Splink, historical 50k", others.to_arrow_table(), first)


def report(name: str, mentions: pa.Table, registry: pa.Table) -> None:
    """Links one side to the other and counts."""
    with tempfile.TemporaryDirectory() as place:
        files = [Path(place) / each for each in ("mentions.parquet", "registry.parquet", "links.parquet")]
        pq.write_table(_keyed(mentions, "mention_id"), files[0])
        pq.write_table(_keyed(registry, "person_id"), files[1])
        link_tables(*files, threads=1)
        found = pq.read_table(files[2]).to_pylist()
    truth = dict(zip(registry["id"].to_pylist(), registry["truth"].to_pylist(), strict=True))
    known, said = set(truth.values()), mentions["truth"].to_pylist()
    links = [truth[a["person_id"]] == t for a, t in zip(found, said, strict=True) if a["decision"] == "link"]
    review = sum(a["decision"] == "review" for a in found)
    people = sum(t in known for t in said)
    print(f"{name}: {len(said):,} x {len(truth):,}: {len(links):,} links, {links.count(False)} wrong, "
          f"recall {links.count(True) / people:.3f}, {review:,} for a person to see")  # fmt: skip


def _keyed(table: pa.Table, key: str) -> pa.Table:
    return table.rename_columns([key if name == "id" else name for name in table.column_names]).drop_columns(["truth"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
