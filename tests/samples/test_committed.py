"""The committed set: what it must contain, that it is whole and small, and that the generator still makes it."""

import io
import json
from collections import Counter
from pathlib import Path

import numpy
import pikepdf
import pytest
from pdf2image import convert_from_bytes
from pdf2image.exceptions import PDFPageCountError
from PIL import Image, ImageChops, ImageSequence
from stdnum.vn import mst

from ledger.inbox import valid_dossier
from samples import committed
from samples.fields import FIELDS, ROLES
from samples.fonts import FontError
from samples.manifest import bad_folder, bad_manifest

SAMPLES = Path(committed.__file__).parent
INBOX = SAMPLES / "inbox"
TRUTH = json.loads((SAMPLES / "truth.json").read_text("utf-8"))
KNOWN = json.loads((SAMPLES / "people.json").read_text("utf-8"))
DOCUMENTS = [document for documents in TRUTH.values() for document in documents if "error" not in document]


def files():
    return sorted(path for path in INBOX.rglob("*") if path.is_file())


def scans():
    return [path for path in files() if path.name != "dossier.json"]


def test_every_file_has_its_truth_and_every_truth_its_file():
    assert {str(path.relative_to(INBOX)) for path in scans()} == set(TRUTH)


def test_there_are_enough_dossiers_of_more_than_one_agency():
    dossiers = {path.parent for path in scans()}
    assert len(dossiers) >= 18
    assert len({folder.relative_to(INBOX).parts[0] for folder in dossiers}) >= 2
    for folder in dossiers:
        parts = folder.relative_to(INBOX).parts
        assert parts[1] == "results" or (valid_dossier(parts[1]) and parts[1].startswith(parts[0]))


def test_the_six_first_types_are_there_clean_and_worn():
    levels = {(document["type"], document["level"] > 0) for document in DOCUMENTS}
    for kind in ("birth_certificate", "marriage_certificate", "citizen_id_card", "enterprise_registration",
                 "construction_permit", "official_document"):  # fmt: skip
        assert {(kind, False), (kind, True)} <= levels


def test_every_container_is_there():
    suffixes = Counter(path.suffix for path in scans())
    assert set(suffixes) >= {".pdf", ".tif", ".jpg", ".png"}
    assert any(Image.open(path).n_frames > 1 for path in scans() if path.suffix == ".tif")


def test_pages_lie_turned_by_a_quarter_and_by_a_half():
    assert {document["rotation"] for document in DOCUMENTS} >= {0, 180, 270}
    assert any(abs(document["skew"]) > 0.5 for document in DOCUMENTS)


def test_one_file_bundles_three_papers_and_one_has_a_text_layer():
    assert max(len(documents) for documents in TRUTH.values()) == 3
    digital = [path for path, documents in TRUTH.items() if documents[0].get("source") == "text_layer"]
    assert len(digital) == 1
    with pikepdf.open(INBOX / digital[0]) as opened:
        assert "/Font" in opened.pages[0].Resources


def test_one_file_repeats_another_of_another_dossier_exactly():
    contents = Counter(path.read_bytes() for path in scans())
    assert [count for count in contents.values() if count > 1] == [2]


def test_the_three_bad_files_are_bad_in_their_way():
    bad = {documents[0]["error"]: INBOX / path for path, documents in TRUTH.items() if "error" in documents[0]}
    assert set(bad) == {"encrypted", "corrupt", "empty"}
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(bad["encrypted"])
    with pytest.raises(OSError, match="truncated"):
        Image.open(bad["corrupt"]).load()
    assert bad["empty"].stat().st_size == 0


def test_one_archived_result_has_run_out():
    ends = [document["fields"].get("expires_on") for path, documents in TRUTH.items() if "/results/" in path
            for document in documents]  # fmt: skip
    assert any(end and end < "2026-11-02" for end in ends)


def test_the_set_is_small():
    assert sum(path.stat().st_size for path in files()) < 8_000_000
    assert max(path.stat().st_size for path in files()) < 600_000


def test_most_dossiers_have_a_manifest_that_lists_their_files():
    manifests = [path for path in files() if path.name == "dossier.json"]
    assert len(manifests) >= 12
    for path in manifests:
        content = json.loads(path.read_text("utf-8"))
        assert content["MaHoSo"] == path.parent.name
        listed = {one["TenTepDinhKem"] for one in content["TaiLieuNop"]}
        assert listed == {other.name for other in path.parent.iterdir()} - {"dossier.json"}


def test_every_document_has_every_declared_field():
    for document in DOCUMENTS:
        assert set(document["fields"]) == set(FIELDS[document["type"]])


def test_a_pages_boxes_lie_on_the_page():
    for path, documents in TRUTH.items():
        for document in documents:
            for box in document.get("boxes", {}).values():
                assert box["page"] in document["pages"], path
                assert 0 <= box["box"][0] < box["box"][2]


def test_registries_hold_everyone_but_the_one_they_do_not_know():
    ids = {one["personal_id"]: one for one in KNOWN["people"]} | {one["old_id"]: one for one in KNOWN["people"]
                                                                  if one.get("old_id")}  # fmt: skip
    codes = {one["enterprise_code"] for one in KNOWN["companies"]}
    outcomes = Counter(outcome for document in DOCUMENTS for outcome in document["link"].values())
    assert outcomes["UNSURE"] == 1
    assert outcomes["NOT_FOUND"] == 1
    assert outcomes["SAME"] > 15
    for document in DOCUMENTS:
        for role, outcome in document["link"].items():
            number = document["fields"][ROLES[document["type"]][role]]
            assert (number in ids or number in codes) == (outcome != "NOT_FOUND")


def test_registries_agree_with_the_papers_where_the_link_is_the_same():
    people = {one["personal_id"]: one for one in KNOWN["people"]}
    for document in DOCUMENTS:
        fields = document["fields"]
        if document["type"] == "citizen_id_card":
            known = people[fields["personal_id"]]
            same = known["full_name"].upper() == fields["full_name"]
            assert same == (document["link"]["holder"] == "SAME")
            assert known["date_of_birth"] == fields["date_of_birth"]


def test_companies_of_the_registry_have_right_codes():
    assert KNOWN["companies"]
    for one in KNOWN["companies"]:
        assert mst.is_valid(one["enterprise_code"])
        assert one["representatives"]


def _made():
    try:
        return committed.everything()
    except FontError as error:
        pytest.skip(str(error))


def test_the_generator_makes_the_committed_set_again():
    made, truth, known = _made()
    assert json.loads(json.dumps(truth)) == TRUTH
    assert json.loads(json.dumps(known)) == KNOWN
    assert set(made) == {str(path.relative_to(INBOX)) for path in files()}
    differing = [path for path, content in made.items() if not _same(path, content, (INBOX / path).read_bytes())]
    if differing and not _fonts_as_committed(made):
        pytest.skip("the fonts here are another version than those the samples were drawn with")
    assert differing == []


def _same(path, made, kept):
    """Whether two files are the same, byte for byte or as drawn: a processor that rounds another way turns a rare
    grey level by one, and JPEG spreads that over the 8 x 8 pixels around it."""
    if made == kept:
        return True
    one, other = _pages(path, made), _pages(path, kept)
    return bool(one) and len(one) == len(other) and all(map(_nearly, one, other))


def _pages(path, content):
    try:
        if path.endswith(".pdf"):
            return convert_from_bytes(content, dpi=150)
        return ImageSequence.all_frames(Image.open(io.BytesIO(content)))
    except (OSError, PDFPageCountError):
        return []


def _nearly(one, other, apart=10, share=0.001):
    """Whether no pixel differs by more than ``apart`` grey levels and no more than ``share`` of them at all."""
    if (one.size, one.mode) != (other.size, other.mode):
        return False
    differs = numpy.abs(numpy.asarray(one, dtype=int) - numpy.asarray(other, dtype=int))
    return differs.max() <= apart and (differs > 0).mean() <= share


def test_a_page_drawn_otherwise_is_not_the_same():
    page = Image.open(INBOX / next(path for path in TRUTH if path.endswith("the-can-cuoc.png"))).convert("L")
    other = page.copy()
    other.paste(0, (100, 100, 104, 104))
    assert _nearly(page, page)
    assert not _nearly(page, other)
    assert not _nearly(page, page.point(lambda grey: max(grey - 1, 0)))


def _fonts_as_committed(made):
    """Whether a clean page is drawn with the same pixels: then the fonts are the same."""
    path = next(path for path in made if path.endswith("the-can-cuoc.png"))
    one, other = Image.open(io.BytesIO(made[path])).convert("RGB"), Image.open(INBOX / path).convert("RGB")
    return one.size == other.size and ImageChops.difference(one, other).getbbox() is None


def test_wrong_folders_can_be_made_for_tests(tmp_path):
    lost = bad_folder(tmp_path, b"%PDF-")
    assert not valid_dossier(lost.parent.name)
    beside = bad_manifest(tmp_path, b"%PDF-")
    assert valid_dossier(beside.parent.name)
    with pytest.raises(ValueError, match="Expecting"):
        json.loads((beside.parent / "dossier.json").read_text("utf-8"))
