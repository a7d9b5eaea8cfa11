"""The review page over HTTP: sign in, what waits, one document with its scan, the decision. In Vietnamese."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from domain.documents import Extraction
from domain.errors import ReadError, SourceError
from ledger import holds, leases
from review.answers import answer
from review.context import Case, Row, case_of, title_of
from review.crops import Cutter
from review.desk import ReviewDesk, look
from review.session import Sessions, same_site

LOG = logging.getLogger(__name__)
HERE = Path(__file__).parent
PAGE = 50
"""Documents listed at once."""
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
AWAY = (
    "Cơ sở dữ liệu đang bận hoặc không kết nối được. Thử lại sau ít phút; mở lại giấy tờ đang kiểm tra để xem "
    "quyết định nào đã được ghi. Vẫn lỗi thì báo người quản trị (nhật ký up.log)."
)
NOWHERE = "Không có trang này."
GONE = "Giấy tờ này không còn gì chờ kiểm tra."
VOID = "Nội dung đã thay đổi trong lúc kiểm tra, quyết định không còn hiệu lực: xem lại."
SAVED = "Đã ghi quyết định; dữ liệu được nạp ở lần chạy kế tiếp."

Endpoint = Callable[[Request, str], Awaitable[Response]]


class _Guard(BaseHTTPMiddleware):
    """Headers on every answer; forms only from our own pages."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        """Passes a request on, or refuses a form from elsewhere."""
        if request.method == "POST" and not same_site(request):
            return PlainTextResponse("Yêu cầu không đến từ trang này.", 403, headers=HEADERS)
        response = await call_next(request)
        response.headers.update(HEADERS)
        return response


@dataclass(frozen=True, slots=True)
class ReviewPages:
    """The pages; each takes who is signed in."""

    desk: ReviewDesk
    sessions: Sessions
    cutter: Cutter
    templates: Jinja2Templates

    async def sign_in(self, request: Request) -> Response:
        """The form for the access code, and what it sends."""
        if request.method == "GET":
            return self._shown(request, "sign_in.html", wrong=False)
        officer = self.sessions.officer_of(str((await request.form()).get("code", "")))
        if officer is None:
            return self._shown(request, "sign_in.html", status=401, wrong=True)
        response = RedirectResponse("/", 303)
        self.sessions.keep(response, officer)
        return response

    async def sign_out(self, _request: Request, _officer: str) -> Response:
        """Ends the session."""
        response = RedirectResponse("/sign-in", 303)
        self.sessions.end(response)
        return response

    async def waiting(self, request: Request, officer: str) -> Response:
        """The list of what waits, most harmful first within a batch."""
        after = max(0, int(request.query_params.get("after", "0") or 0)) if _number(request, "after") else 0
        rows = await run_in_threadpool(self._rows, officer, after)
        more = after + PAGE if len(rows) > PAGE else None
        said = SAVED if "saved" in request.query_params else ""
        return self._shown(request, "waiting.html", officer=officer, rows=rows[:PAGE], more=more, said=said)

    async def document(self, request: Request, officer: str) -> Response:
        """One document: its questions, or what was decided on them."""
        found = await run_in_threadpool(self._case, officer, request.path_params["document"])
        if found is None:
            return self._shown(request, "gone.html", status=404, officer=officer, said=GONE)
        case, extraction = found
        if not await run_in_threadpool(leases.take, self.desk.state, case.document, officer, now=self.desk.clock()):
            return self._shown(request, "gone.html", status=409, officer=officer, said=_busy(self.desk, case.document))
        if request.method == "POST":
            return await self._decided(request, officer, case)
        await run_in_threadpool(self._note, officer, "review.view", extraction, [q.name for q in case.questions])
        return self._shown(request, "document.html", officer=officer, case=case, said="")

    async def _decided(self, request: Request, officer: str, case: Case) -> Response:
        form = {key: value for key, value in (await request.form()).items() if isinstance(value, str)}
        given = answer(case, form, officer, self.desk.clock())
        if form.get("seen") != case.seen or not given.fine or not given.decisions:
            said = (
                VOID if form.get("seen") != case.seen else "Chưa chọn gì." if given.fine else "Còn giá trị chưa đúng."
            )
            again = replace(case, questions=given.questions)
            return self._shown(request, "document.html", status=422, officer=officer, case=again, said=said)
        taken = await run_in_threadpool(self._take, officer, case, given.decisions)
        if not taken:
            return self._shown(request, "gone.html", status=409, officer=officer, said=VOID)
        following = await run_in_threadpool(self._following, officer, case.document)
        return RedirectResponse(f"/documents/{following}" if following else "/?saved=1", 303)

    async def crop(self, request: Request, officer: str) -> Response:
        """The picture of a field's place."""
        found = await run_in_threadpool(self._case, officer, request.path_params["document"])
        name = request.path_params["field"]
        field = next((f for f in found[1].fields if f.name == name), None) if found else None
        if not found or field is None or field.box is None or field.page is None:
            return PlainTextResponse(GONE, 404)
        path = self.desk.original(found[1].scan)
        return await self._drawn(self.cutter.crop, path, field.page, field.box, found[1].rotation)

    async def page(self, request: Request, officer: str) -> Response:
        """The picture of a whole page with the places of what waits marked."""
        found = await run_in_threadpool(self._case, officer, request.path_params["document"])
        number = request.path_params["number"]
        if not found or number not in found[1].pages:
            return PlainTextResponse(GONE, 404)
        asked = {question.name for question in found[0].questions}
        boxes = [f.box for f in found[1].fields if f.box and f.page == number and f.name in asked]
        path = self.desk.original(found[1].scan)
        return await self._drawn(self.cutter.page, path, number, boxes, found[1].rotation)

    async def _drawn(self, draw: Callable[..., bytes], *arguments: Any) -> Response:
        try:
            return Response(await run_in_threadpool(draw, *arguments), media_type="image/png")
        except ReadError as error:
            return PlainTextResponse(error.message, 422)

    async def nowhere(self, request: Request, _error: Exception) -> Response:
        """An address that is no page."""
        return self._shown(request, "gone.html", status=404, said=NOWHERE)

    async def away(self, request: Request, error: Exception) -> Response:
        """A database that does not answer; the log gets what is wrong, never the query with its values."""
        LOG.error("%s", error if isinstance(error, SourceError) else type(error).__name__)
        return self._shown(request, "gone.html", status=503, said=AWAY)

    def _rows(self, officer: str, after: int) -> list[Row]:
        looking = leases.taken(self.desk.state, now=self.desk.clock())
        rows = []
        for one in holds.waiting(self.desk.state, limit=PAGE + 1, after=after, within=self.desk.within(officer)):
            holder = looking.get(one.document)
            pending = holds.decided(self.desk.state, one.batch)
            seen = {hold.seen for hold in holds.held_of(self.desk.state, one.document)[1]}
            rows.append(
                Row(
                    document=one.document,
                    title=title_of(self.desk.extraction_of(one.batch, one.document)),
                    batch=one.batch.replace("|", " · "),
                    count=one.count,
                    officer=holder if holder != officer else None,
                    decided=seen <= pending,
                )
            )
        return rows

    def _case(self, officer: str, document: str) -> tuple[Case, Extraction] | None:
        """What waits of a document; None also when it came from an agency that is not the officer's."""
        batch, held = holds.held_of(self.desk.state, document, within=self.desk.within(officer))
        extraction = self.desk.extraction_of(batch, document) if held else None
        if extraction is None:
            return None
        pending = holds.decided(self.desk.state, batch)
        open_holds = [hold for hold in held if hold.seen not in pending]
        return (
            (case_of(batch, open_holds, extraction, self.desk.links_of(batch, document)), extraction)
            if open_holds
            else None
        )

    def _take(self, officer: str, case: Case, decisions: Iterable[Any]) -> bool:
        state, now, within = self.desk.state, self.desk.clock(), self.desk.within(officer)
        taken = [holds.take_decision(state, decision, now=now, within=within) for decision in decisions]
        leases.give_back(self.desk.state, case.document, officer)
        return all(taken)

    def _following(self, officer: str, document: str) -> str | None:
        """The next document nobody looks at and nothing was decided on."""
        return next(
            (r.document for r in self._rows(officer, 0) if r.document != document and not r.officer and not r.decided),
            None,
        )

    def _note(self, officer: str, action: str, extraction: Extraction, fields: list[str]) -> None:
        self.desk.log(look(officer, action, extraction.document, fields, self.desk.clock()))

    def _shown(self, request: Request, name: str, *, status: int = 200, **context: Any) -> Response:
        response = self.templates.TemplateResponse(request, name, context, status_code=status)
        if officer := context.get("officer"):
            self.sessions.keep(response, officer)
        return response


def _number(request: Request, name: str) -> bool:
    return request.query_params.get(name, "").isdecimal()


def _busy(desk: ReviewDesk, document: str) -> str:
    officer = leases.taken(desk.state, now=desk.clock()).get(document, "cán bộ khác")
    return f"{officer} đang kiểm tra giấy tờ này."


def _signed_in(sessions: Sessions, endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    async def guarded(request: Request) -> Response:
        officer = sessions.officer(request)
        return await endpoint(request, officer) if officer else RedirectResponse("/sign-in", 303)

    return guarded


def create_app(desk: ReviewDesk) -> Starlette:
    """The review page over a desk."""
    sessions, cutter = Sessions(desk.reviewers), Cutter(desk.limits)
    pages = ReviewPages(desk, sessions, cutter, Jinja2Templates(HERE / "templates"))

    def page(path: str, endpoint: Endpoint, *methods: str) -> Route:
        return Route(path, _signed_in(sessions, endpoint), methods=list(methods or ("GET",)))

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> Any:
        yield
        cutter.close()

    return Starlette(
        routes=[
            Route("/sign-in", pages.sign_in, methods=["GET", "POST"]),
            page("/sign-out", pages.sign_out, "POST"),
            page("/", pages.waiting),
            page("/documents/{document}", pages.document, "GET", "POST"),
            page("/documents/{document}/fields/{field}.png", pages.crop),
            page("/documents/{document}/pages/{number:int}.png", pages.page),
            Mount("/static", StaticFiles(directory=HERE / "static")),
        ],
        middleware=[Middleware(_Guard)],
        exception_handlers={
            404: pages.nowhere,
            SourceError: pages.away,
            DBAPIError: pages.away,
        },
        lifespan=lifespan,
    )
