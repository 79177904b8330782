"""Creates a znode for each id, one after the other, and tries each until ZooKeeper has acknowledged it.

Writes each acknowledged id to /ledger/confirmed. Once /ledger/stop exists no new id is begun, and /ledger/done tells
the last one.
"""

import itertools
import logging
import os
import threading
import time

from kazoo.exceptions import KazooException, NodeExistsError
from kazoo.retry import KazooRetry

from ledger_file import DIRECTORY, Log, say
from znodes import client

INTERVAL = 1 / float(os.environ["RATE"])
SHARD = 1000  # children of a znode, so that a list of them is a small answer


def patient():
    return KazooRetry(max_tries=-1, delay=0.02, backoff=1, max_jitter=0)


def connected():
    writer = client(os.environ["HOSTS"], timeout=10, connection_retry=patient(), command_retry=patient())
    writer.add_listener(lambda state: say(f"session {state}"))
    writer.start(timeout=120)
    return writer


def create(writer, identifier):
    """True when the znode is there: created now, or by an attempt whose answer got lost."""
    path = f"/ledger/{identifier // SHARD:06d}/{identifier:010d}"
    try:
        writer.create(path, str(identifier).encode(), makepath=identifier == 1 or identifier % SHARD == 0)
        return True
    except NodeExistsError:
        return True
    except KazooException as error:
        say(f"{identifier} again: {error!r}")
        time.sleep(0.02)
        return False


def main():
    log = Log("confirmed")
    writer = connected()
    due = time.monotonic()
    for identifier in itertools.count(1):
        if os.path.exists(f"{DIRECTORY}/stop"):
            break
        while not create(writer, identifier):
            pass
        log.write(identifier)
        # No rush after a gap: what was missed is not made up for.
        due = max(due + INTERVAL, time.monotonic() - INTERVAL)
        time.sleep(max(0, due - time.monotonic()))
    with open(f"{DIRECTORY}/done", "w", encoding="utf-8") as done:
        done.write(str(identifier - 1))
    say(f"done with {identifier - 1}")
    threading.Event().wait()  # the ledger is read from this container


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    main()
