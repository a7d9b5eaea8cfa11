"""`sohoa keys rotate`: a new key, and every encrypted value under it."""

import sys

from pipelines.messages import Messages
from pipelines.settings import Settings
from pipelines.vault import is_in_file, keyring_with_new_key, warehouse_of
from warehouse.crypto_rotation import forget_old_proofs, left, rotate
from warehouse.store import open_warehouse, upgrade


def keys_rotate(settings: Settings) -> int:
    """Makes a new key where the keys lie in a file, and encrypts anew what is under an older one.

    Run again after an interruption it goes on and makes no further key. Always 0: an error is raised.
    """
    say = Messages(settings.lang)
    engine = warehouse_of(settings)
    with engine.connect() as connection:
        unfinished = left(connection)
    if unfinished:
        print(say("keys_going_on", count=sum(unfinished.values())), file=sys.stderr)
    elif is_in_file(settings):
        engine = open_warehouse(settings.warehouse, keyring_with_new_key(settings))
        upgrade(engine)
        print(say("keys_new", file=settings.key_file), file=sys.stderr)
    done = rotate(engine, lambda table, rows: print(say("keys_rows", table=table, count=rows), file=sys.stderr))
    forget_old_proofs(engine)
    print(say("keys_done", count=sum(done.values())))
    return 0
