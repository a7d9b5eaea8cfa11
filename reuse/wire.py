"""What goes over the wire: requests, answers and errors of the API, as OpenAPI shows them. Shapes only."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from reuse.times import Day, Moment

LINE = r"^[^\x00-\x1f]*$"
CODE = r"^[0-9A-Za-z._/-]+$"


class Strict(BaseModel):
    """A body in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid")


class Subject(Strict):
    """A person by number, name and birth date together, or a company by code and name."""

    id: str = Field(min_length=8, max_length=20, pattern=r"^[0-9-]+$", examples=["001087000015"])
    name: str = Field(min_length=1, max_length=200, pattern=LINE, examples=["VÕ THỊ HOÀ"])
    born: str | None = Field(None, pattern=r"^\d{4}(-\d{2}-\d{2})?$", examples=["1987-03-12"])


class PrefillRequest(Strict):
    """Which form, for whom, for which procedure and on whose request."""

    form: str = Field(min_length=1, max_length=64, pattern=LINE, examples=["judicial_record_request"])
    subject: Subject
    purpose: str = Field(min_length=1, max_length=64, pattern=LINE, examples=["3.000333"])
    requester: str = Field(min_length=1, max_length=120, pattern=LINE, examples=["H36.11/cb-014"])
    paper_number: str = Field(
        "",
        max_length=120,
        pattern=LINE,
        description="Which of several papers of one type is meant",
        examples=["CS 01234"],
    )


class RequiredRequest(Strict):
    """Which procedure, for whom and on whose request."""

    procedure: str = Field(min_length=1, max_length=64, pattern=LINE, examples=["1.001193"])
    subject: Subject
    requester: str = Field(min_length=1, max_length=120, pattern=LINE, examples=["H36.11/cb-014"])


Attribute = Annotated[str, Field(min_length=1, max_length=48, pattern=CODE)]


class FactsRequest(Strict):
    """Of whom, on which day, as known when, for which procedure and on whose request."""

    subject: Subject
    purpose: str = Field(min_length=1, max_length=64, pattern=LINE, examples=["3.000333"])
    requester: str = Field(min_length=1, max_length=120, pattern=LINE, examples=["H36.11/cb-014"])
    as_of: Day | None = Field(
        None, description="What was true on that day; null: whatever day was spoken of", examples=["2025-06-30"]
    )
    known_at: Moment | None = Field(
        None, description="As far as was known at that moment; null: now", examples=["2026-11-20T15:30:00+07:00"]
    )
    attributes: list[Attribute] = Field(
        default=[],
        max_length=100,
        description="Only these; empty: all that the forms of the purpose ask",
        examples=[["residence"]],
    )


class ListQuery(Strict):
    """Which procedure; anything else in the URL, a person above all, is refused."""

    procedure: str = Field(min_length=1, max_length=64, pattern=LINE, examples=["1.001193"])


class SubmittedField(Strict):
    """One field as submitted; null or empty for none."""

    id: str = Field(min_length=1, max_length=64, pattern=CODE, examples=["ho_ten"])
    value: str | None = Field(None, max_length=20_000, examples=["VÕ THỊ HOÀ"])


class CheckRequest(Strict):
    """A submission: in which dossier, with which values, and which papers were not handed in."""

    dossier: str = Field(min_length=1, max_length=80, pattern=CODE, examples=["H36.11-261120-0001"])
    fields: list[SubmittedField] = Field(default=[], max_length=200)
    reused: list[str] = Field(
        default=[], max_length=50, description="Component codes of the procedure", examples=[["giay-to-tuy-than"]]
    )


KEYS = {
    key
    for model in (PrefillRequest, RequiredRequest, FactsRequest, SubmittedField, CheckRequest, Subject)
    for key in model.model_fields
}
"""Parts of a request by name."""


STORE_KEYS = {
    "SoDinhDanhChuSoHuu", "HoTenNguoiYeuCau", "KenhThucHien", "SoDinhDanhNguoiYeuCau", "NgaySinhNguoiYeuCau",
    "MaThuTuc", "DanhSachDanhMucKetQua", "MaKetQua", "SoKyHieu", "CoQuanChuQuan", "DuongDan",
}  # fmt: skip
"""The same of the national result store's requests."""


class FieldAnswer(BaseModel):
    """A value with its source, or `unavailable` with why. Source: 1 registry, 2 officer, 3 machine, 4 the person."""

    id: str = Field(examples=["ho_ten"])
    label: str = Field(examples=["Họ và tên"])
    value: str | None = Field(None, examples=["VÕ THỊ HOÀ"])
    source: str | None = Field(None, examples=["1"])
    assurance: str | None = Field(None, examples=["Đã đối chiếu với cơ sở dữ liệu quốc gia"])
    last_updated: str | None = Field(None, description="YYYY-MM-DD or YYYY", examples=["2026-11-19"])
    evidence: str | None = Field(None, examples=["fact-8"])
    editable: bool = Field(examples=[False])
    unavailable: str | None = Field(
        None, description="missing, unknown, not_applicable, withheld, expired or restricted", examples=[None]
    )
    why: str | None = Field(None, description="Why there is no value, in words", examples=[None])


class PrefillAnswer(BaseModel):
    """A form, prefilled. Use it for the one submission until `expires_at`, keep nothing of it afterwards."""

    form: str = Field(examples=["judicial_record_request"])
    title: str = Field(examples=["Tờ khai yêu cầu cấp Phiếu lý lịch tư pháp"])
    subject: str = Field(description="The warehouse's own id", examples=["2c5f6e60123179f0dca9fcacacedffd7"])
    purpose: str = Field(examples=["3.000333"])
    requester: str = Field(examples=["H36.11/cb-014"])
    issued_at: datetime = Field(examples=["2026-11-20T08:30:00Z"])
    fields: list[FieldAnswer]
    receipt: str = Field(description="For `POST /prefill/{receipt}/check`; holds no value", examples=["eyJ…"])
    expires_at: datetime = Field(examples=["2026-11-21T08:30:00Z"])


class FactAnswer(BaseModel):
    """One attribute with its source (1 registry, 2 officer, 3 machine), or `unavailable` with why."""

    attribute: str = Field(examples=["residence"])
    value: str | None = Field(None, examples=["Tổ 9, Phường Lâm Viên - Đà Lạt, Lâm Đồng"])
    source: str | None = Field(None, examples=["1"])
    assurance: str | None = Field(None, examples=["Đã đối chiếu với cơ sở dữ liệu quốc gia"])
    valid_from: str | None = Field(None, description="YYYY-MM-DD or YYYY", examples=["2024-03-01"])
    valid_to: str | None = Field(None, description="YYYY-MM-DD or YYYY", examples=[None])
    recorded_at: datetime | None = Field(None, examples=["2026-11-20T08:30:00Z"])
    evidence: str | None = Field(None, examples=["fact-8"])
    certain: bool = Field(description="False: a partial date leaves open whether it was so on that day")
    unavailable: str | None = Field(None, description="As in a prefill", examples=[None])
    why: str | None = Field(None, description="Why there is no value, in words", examples=[None])


class FactsAnswer(BaseModel):
    """What was true of a subject on a day, as known at a moment."""

    purpose: str = Field(examples=["3.000333"])
    requester: str = Field(examples=["H36.11/cb-014"])
    as_of: date | None = Field(examples=["2025-06-30"])
    known_at: datetime = Field(examples=["2026-11-20T08:30:00Z"])
    facts: list[FactAnswer]


class CheckedAnswerField(BaseModel):
    """What became of one field: kept, changed, removed, added or empty; and whose word it is now."""

    id: str = Field(examples=["ho_ten"])
    state: str = Field(examples=["kept"])
    source: str | None = Field(None, examples=["1"])
    locked: bool = Field(description="Was not to be edited", examples=[True])


class CheckAnswer(BaseModel):
    """How a submission differs from what was handed out, and which uploads count as replaced."""

    form: str = Field(description="Empty for the receipt of a dossier check", examples=["judicial_record_request"])
    purpose: str = Field(examples=["3.000333"])
    dossier: str = Field(examples=["H36.11-261120-0001"])
    intact: bool = Field(description="No locked field was touched", examples=[True])
    fields: list[CheckedAnswerField]
    counted: list[str] = Field(description="Components the reuse ledger now holds", examples=[["giay-to-tuy-than"]])
    refused: dict[str, str] = Field(description="Components it does not, with why", examples=[{}])


class ComponentAnswer(BaseModel):
    """One component: held, in_database, unsure, expired, revoked, replaced, ended or missing. The paper's data only
    where held."""

    code: str = Field(examples=["giay-to-tuy-than"])
    name: str = Field(examples=["Giấy tờ tùy thân"])
    required: bool = Field(description="False: asked for in some cases only", examples=[True])
    ask_for: bool = Field(description="Whether it must still be handed in", examples=[False])
    state: str = Field(examples=["held"])
    why: str = Field(examples=["Còn hiệu lực đến hết ngày 12/03/2030"])
    type: str | None = Field(None, examples=["citizen_id_card"])
    number: str | None = Field(None, examples=["001087000015"])
    issued_on: str | None = Field(None, examples=["2022-05-04"])
    evidence: str | None = Field(None, examples=["document-5f1d-1"])


class RequiredAnswer(BaseModel):
    """What a dossier of this applicant still needs."""

    procedure: str = Field(examples=["1.001193"])
    title: str = Field(examples=["Đăng ký khai sinh"])
    components: list[ComponentAnswer]
    receipt: str = Field(description="For `POST /prefill/{receipt}/check`", examples=["eyJ…"])


class ComponentListed(BaseModel):
    """One component of a procedure, whoever applies."""

    code: str = Field(examples=["giay-to-tuy-than"])
    name: str = Field(examples=["Giấy tờ tùy thân"])
    required: bool = Field(examples=[True])
    types: list[str] = Field(description="Papers that satisfy it", examples=[["citizen_id_card"]])


class ProcedureAnswer(BaseModel):
    """What a procedure asks for, whoever applies."""

    procedure: str = Field(examples=["1.001193"])
    title: str = Field(examples=["Đăng ký khai sinh"])
    components: list[ComponentListed]


class FormAnswer(BaseModel):
    """One form that can be asked for."""

    code: str = Field(examples=["judicial_record_request"])
    title: str = Field(examples=["Tờ khai yêu cầu cấp Phiếu lý lịch tư pháp"])
    subject: str = Field(description="person or company", examples=["person"])
    legal_basis: str = Field(examples=["Luật Lý lịch tư pháp 28/2009/QH12"])
    purposes: list[str] = Field(examples=[["3.000333"]])
    fields: list[str] = Field(description="Ids of its fields", examples=[["ho_ten", "ngay_sinh"]])


class TokenAnswer(BaseModel):
    """An access token (RFC 6749, 5.1)."""

    access_token: str
    token_type: str = Field(examples=["Bearer"])
    expires_in: int = Field(description="Seconds", examples=[900])
    scope: str = Field(examples=["dossiers prefill:judicial_record_request"])


class TokenError(BaseModel):
    """Why there is no token (RFC 6749, 5.2): the one error of another shape, since OAuth clients read this one."""

    error: str = Field(examples=["invalid_client"])
    error_description: str = Field(examples=["Sai mã hệ thống hoặc khóa bí mật."])


class Health(BaseModel):
    """Whether the service and its warehouse answer."""

    status: str = Field(examples=["ok"])


class Problem(BaseModel):
    """What went wrong; `code` for programs, `message` for people."""

    code: str = Field(examples=["refused"])
    message: str = Field(examples=["Không cung cấp được dữ liệu cho yêu cầu này."])


class Error(BaseModel):
    """The one shape of every error."""

    error: Problem
