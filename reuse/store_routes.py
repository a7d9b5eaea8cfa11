"""The routes of the national result store's shapes. Their keys are the store's, letter for letter."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from domain.errors import Refused, SourceError
from domain.facts import AccessEntry
from reuse.asking import Question, asked, short
from reuse.callers import Caller
from reuse.errors import described
from reuse.national_store import Store, Wanted
from reuse.paper_files import Originals, PaperFile, content, locate
from reuse.together import in_turn
from reuse.wire import LINE
from warehouse.access import record


class WantedResult(BaseModel):
    """One result asked for."""

    model_config = ConfigDict(extra="ignore")
    MaKetQua: str = Field(min_length=1, max_length=40, pattern=LINE, examples=["KQ.G15.000031"])
    SoKyHieu: str | None = Field(None, max_length=120, pattern=LINE, examples=["215/2016"])


class StoreQuery(BaseModel):
    """The national store's query. Who asks and for which procedure are mandatory."""

    model_config = ConfigDict(extra="ignore")
    SoDinhDanhChuSoHuu: str = Field(min_length=8, max_length=20, pattern=r"^[0-9-]+$", examples=["001087000015"])
    HoTenNguoiYeuCau: str = Field(min_length=1, max_length=200, pattern=LINE, examples=["VÕ THỊ HOÀ"])
    KenhThucHien: str = Field("1", max_length=2, pattern=r"^[123]$", description="1 counter, 2 online, 3 post")
    SoDinhDanhNguoiYeuCau: str = Field(min_length=8, max_length=20, pattern=r"^[0-9-]+$", examples=["001087000015"])
    NgaySinhNguoiYeuCau: str | None = Field(
        None,
        pattern=r"^\d{4}(-\d{2}-\d{2})?$",
        description="Our addition: without it only results whose number is given are answered",
        examples=["1987-03-12"],
    )
    MaThuTuc: str = Field(min_length=1, max_length=64, pattern=LINE, examples=["1.001193"])
    DanhSachDanhMucKetQua: list[WantedResult] = Field(min_length=1, max_length=20)


class StoreFile(BaseModel):
    """One attached file."""

    TenTep: str = Field(examples=["KQ.G15.000031.pdf"])
    DuongDan: str = Field(description="For `POST /national-store/file`, ten minutes", examples=["eyJ…"])


class StoreResult(BaseModel):
    """One result that is here and in force."""

    MaKetQua: str
    TenGiayTo: str
    SoKyHieu: str
    CoQuanChuQuan: str
    DanhSachTepDinhKem: list[StoreFile]


class StoreResults(BaseModel):
    """All of them."""

    DanhSachGiayToKetQua: list[StoreResult]


class StoreAnswer(BaseModel):
    """The national store's answer; `signature` is a JWS (Ed25519) over the canonical JSON of `result`."""

    errorCode: str = Field(examples=["0"])  # noqa: N815 - their key
    message: str = Field(examples=["Thành công"])
    signature: str
    result: StoreResults


class FileQuery(BaseModel):
    """A file by what the answer said of it."""

    model_config = ConfigDict(extra="ignore")
    CoQuanChuQuan: str = Field(min_length=1, max_length=40, pattern=LINE, examples=["H36.11"])
    DuongDan: str = Field(min_length=1, max_length=2_000, pattern=LINE, examples=["eyJ…"])


def add_store(app: FastAPI, store: Store, originals: Originals | None, caller: Any) -> None:
    """`POST /national-store/query`, `POST /national-store/file` and the public key."""
    usual = described("unauthorized", "invalid", "unavailable")

    @app.post("/national-store/query", response_model=StoreAnswer, responses=usual)
    def query(body: StoreQuery, system: Annotated[Caller, caller]) -> Any:
        """Our digitised results in the national store's shape; errorCode 1 is the one refusal for every reason."""
        kind = "company" if len(body.SoDinhDanhChuSoHuu) == 10 else "person"
        question = Question(
            subject=asked(kind, body.SoDinhDanhChuSoHuu, body.HoTenNguoiYeuCau, body.NgaySinhNguoiYeuCau),
            purpose=body.MaThuTuc,
            requester=body.SoDinhDanhNguoiYeuCau,
            caller=system,
            now=datetime.now(UTC),
        )
        wanted = [Wanted(code=one.MaKetQua, number=one.SoKyHieu or "") for one in body.DanhSachDanhMucKetQua]
        answer = store.answer(question, requester_id=body.SoDinhDanhNguoiYeuCau, wanted=wanted)
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})

    @app.post(
        "/national-store/file",
        response_class=Response,
        responses=usual | described("refused") | {200: {"content": {"application/octet-stream": {}}}},
    )
    def file(body: FileQuery, system: Annotated[Caller, caller]) -> Any:
        """The file of a result that was just answered: its own pages alone."""
        document = store.keys.document(body.DuongDan, system, datetime.now(UTC))
        found = in_turn(store.engine, lambda connection: _look(connection, document, body.CoQuanChuQuan, system))
        if found is None:
            raise Refused
        bytes_ = content(found, originals) if originals else None
        if bytes_ is None:
            raise SourceError("the original is not here")
        return Response(bytes_, media_type="application/octet-stream", headers={"Cache-Control": "no-store"})

    @app.get("/.well-known/jwks.json", responses=described("internal"))
    def keys() -> dict[str, list[dict[str, Any]]]:
        """The public key of `signature`."""
        return {"keys": [store.keys.public]}


def _look(connection: Any, document: str | None, agency: str, system: Caller) -> PaperFile | None:
    """The paper's file, and the row of who fetched it; None when it may not be fetched."""
    found = locate(connection, document) if document else None
    fits = found is not None and found.agency == agency and system.may("store")
    entry = AccessEntry(
        at=datetime.now(UTC),
        requester=short(system.name, 120),
        action="result_file",
        subject_scheme="document",
        subject_value=document or "",
        purpose="",
        outcome="answered" if fits else "refused:path",
        basis=short(f"{system.way}:{system.name}", 200),
    )
    record(connection, entry)
    return found if fits else None
