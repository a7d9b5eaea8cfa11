"""The review page in a real browser: an officer signs in, looks, decides; the next run carries it on."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, sync_playwright
from sqlalchemy import create_engine, text

from catalog import document_types
from domain.documents import Origin
from ledger import holds
from ledger.tables import open_state
from pipelines.cli import main
from tests.e2e.world import World

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]  # fmt: skip
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.xdist_group("world"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's package chromium"),
]


def free_port() -> int:
    with closing(socket.socket()) as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def opened(world: World) -> Iterator[str]:
    """The review page over a home, with two officers."""
    settings = world.settings.but(reviewers="can-bo-mot:ma-mot-thu,can-bo-hai:ma-hai-thu")
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "pipelines.reviewing:create", "--factory", "--port", str(port)]
    server = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | settings.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def wait_for(address: str) -> None:
    until = time.monotonic() + 90
    while True:
        try:
            httpx.get(f"{address}/sign-in", timeout=5)
        except httpx.TransportError:
            assert time.monotonic() < until
            time.sleep(0.2)
        else:
            return


@contextmanager
def browser(*, script: bool = True) -> Iterator[Callable[[], Page]]:
    """A browser that opens pages, each signed in by itself."""
    with sync_playwright() as driver:
        program = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)

        def opens() -> Page:
            page = program.new_context(java_script_enabled=script).new_page()
            page.set_default_timeout(60_000)
            return page

        yield opens
        program.close()


def sign_in(page: Page, address: str, code: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("#code", code)
    page.click("main button")


def a_held_name(world: World) -> tuple[str, str, str]:
    """A document, a field of it that waits and holds a name or an address, and the truth."""
    found = {extraction.document: (extraction, truth) for extraction, truth in world.documents()}
    for hold in holds.held(open_state(world.settings.state)):
        extraction, told = found[hold.document]
        kinds = {spec.name: spec.kind for spec in document_types()[extraction.type].fields}
        truth = told["fields"].get(hold.field or "")
        if hold.field and kinds.get(hold.field) in {"name", "address"} and isinstance(truth, str) and hold.box:
            return hold.document, hold.field, truth
    raise AssertionError("no name and no address waits")


def test_an_officer_sees_the_scan_and_what_was_decided_is_loaded_by_the_next_run(own: World) -> None:
    document, field, truth = a_held_name(own)
    with opened(own) as address, browser(script=False) as new_page:
        page = new_page()
        page.goto(address)
        assert page.url.endswith("/sign-in")
        sign_in(page, address, "sai-ma")
        assert page.get_by_role("alert").is_visible()
        sign_in(page, address, "ma-mot-thu")
        page.click(f'a[href="/documents/{document}"]')
        for picture in page.locator("img.crop, aside img").all():
            picture.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        assert page.locator(f'img[src$="/fields/{field}.png"]').evaluate("image => image.naturalWidth") > 50
        page.fill(f'[name="typed:{field}"]', truth.lower().upper())
        page.check(f'[name="choice:{field}"][value="typed"]')
        page.click('button[value="accept"]')
        page.goto(address)
        assert page.locator("tr", has_text="đã quyết định").count() == 1
    assert main(["run", "--inbox", own.settings.inbox, "--home", own.settings.home]) == 0
    verified = next(row for row in own.rows("verified") if row.document == document)
    settled = next(value for value in verified.fields if value.name == field)
    assert (settled.value, settled.origin) == (truth.upper(), Origin.HUMAN)
    with create_engine(own.settings.warehouse).connect() as connection:
        seen = connection.execute(text("select requester from access_log where action = 'review.view'")).scalars().all()
    assert "can-bo-mot" in seen


def test_two_officers_do_not_get_the_same_paper_and_nothing_is_chosen_beforehand(own: World) -> None:
    document, field, _truth = a_held_name(own)
    with opened(own) as address, browser() as new_page:
        page = new_page()
        sign_in(page, address, "ma-mot-thu")
        page.goto(f"{address}/documents/{document}")
        assert page.locator("input[type=radio]:checked").count() == 0
        page.click('button[value="accept"]')
        assert page.get_by_role("alert").inner_text() == "Chưa chọn gì."
        page.fill(f'[name="typed:{field}"]', "12345")
        assert page.locator(f'[name="choice:{field}"][value="typed"]').is_checked()
        page.click('button[value="accept"]')
        assert "không đúng dạng" in page.locator("fieldset.bad").inner_text()
        other = new_page()
        sign_in(other, address, "ma-hai-thu")
        other.goto(f"{address}/documents/{document}")
        assert "can-bo-mot đang kiểm tra" in other.get_by_role("alert").inner_text()


def test_nothing_is_answered_to_strangers_and_no_form_is_taken_from_another_site(own: World) -> None:
    document, field, _truth = a_held_name(own)
    with opened(own) as address:
        for path in ("/", f"/documents/{document}", f"/documents/{document}/fields/{field}.png"):
            answer = httpx.get(address + path, timeout=30)
            assert answer.headers["location"] == "/sign-in"
            assert not answer.content
        foreign = httpx.post(f"{address}/sign-in", data={"code": "ma-mot-thu"}, headers={"origin": "http://khac.vn"})
        assert foreign.status_code == 403
        forged = httpx.get(address, cookies={"sohoa-kiem-tra": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYW4tYm8tbW90In0."})
        assert forged.headers["location"] == "/sign-in"
        assert "default-src 'self'" in forged.headers["content-security-policy"]
