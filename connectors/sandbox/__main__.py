"""`python -m connectors.sandbox`: serves invented registries until it, or the process that started it, ends."""

import argparse
import json
import os
import sys
import threading
import time
from pathlib import Path

from connectors.sandbox.firms import invent_companies
from connectors.sandbox.people import invent
from connectors.sandbox.registers import of_papers, of_people
from connectors.sandbox.server import Server
from connectors.sandbox.store import Store


def main(arguments: list[str] | None = None) -> int:
    """Loads the database, binds a port, says where it is, serves."""
    asked = _parser().parse_args(arguments)
    store = Store(asked.database)
    fill(store, people=asked.people, companies=asked.companies, seed=asked.seed)
    for path in asked.load:
        content = json.loads(path.read_text("utf-8"))
        store.add_people(content.get("people", []))
        store.add_companies(content.get("companies", []))
    for path in asked.papers:
        store.add_registers(of_papers(json.loads(path.read_text("utf-8"))))
    server = Server(asked.port, store)
    if asked.parent:
        threading.Thread(target=_die_with, args=(asked.parent,), daemon=True).start()
    _announce(server.url, asked.ready_file)
    try:
        server.serve_forever(poll_interval=0.1)
    except KeyboardInterrupt:
        server.server_close()
    return 0


def fill(store: Store, *, people: int, companies: int, seed: int) -> None:
    """Invents a world of that size, unless the database holds just that one; another one in it goes."""
    world = f"{seed}-{people}-{companies}"
    if store.has(world):
        return
    store.clear()
    invented = list(invent(people, seed))
    store.add_people(invented)
    store.add_registers(of_people(invented))
    store.add_companies(invent_companies(companies, seed))
    store.mark(world)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="connectors.sandbox", description=__doc__)
    parser.add_argument("--database", type=Path, required=True, help="SQLite file, made when absent")
    parser.add_argument("--load", type=Path, action="append", default=[], help='JSON: {"people": [], "companies": []}')
    parser.add_argument("--papers", type=Path, action="append", default=[], help="JSON: truths of samples, by file")
    parser.add_argument("--people", type=int, default=0, help="so many more invented people, with their papers")
    parser.add_argument("--companies", type=int, default=0, help="so many more invented companies")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--ready-file", type=Path, help="its address is written here once it answers")
    parser.add_argument("--parent", type=int, default=0, help="end when this process is no longer the parent")
    return parser


def _die_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(0)


def _announce(url: str, ready: Path | None) -> None:
    print(url, flush=True)  # the address is this command's answer
    if ready:
        unfinished = ready.with_name(ready.name + ".part")
        unfinished.write_text(url, "utf-8")
        unfinished.replace(ready)


if __name__ == "__main__":
    sys.exit(main())
