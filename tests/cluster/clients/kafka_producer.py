"""Produces ids at a steady rate with acks=all; an id that is not acknowledged is produced again.

Writes each acknowledged id to /ledger/confirmed. Once /ledger/stop exists no new id is begun; when every id that was
begun is acknowledged, /ledger/done tells the last one.
"""

import logging
import os
import queue
import threading
import time

from kafka import KafkaProducer
from kafka.errors import KafkaError

from kafka_ledger import TOPIC, Credential, patiently
from ledger_file import DIRECTORY, Log, say

RATE = float(os.environ["RATE"])
WINDOW = 500  # unacknowledged records at most
TICK = 0.004  # seconds between two looks at what is due


def connect(**common):
    # A broker that lost its power answers nothing: what waits for it is sent again to the next leader.
    return KafkaProducer(acks="all", retries=1_000_000, request_timeout_ms=2000, max_block_ms=2000, **common)


class Ledger:
    def __init__(self):
        self.log = Log("confirmed")
        self.again = queue.SimpleQueue()
        self.room = threading.Semaphore(WINDOW)
        self.begun = 0
        self.credential = Credential()
        self.producer = patiently(self.credential, connect)

    def reconnect(self):
        """Goes on by the new credential once the brokers take it, and ends what was begun by the old one."""
        client = self.credential.client(connect)
        if client is not None:
            old, self.producer = self.producer, client
            old.close()

    def send(self, identifier):
        try:
            future = self.producer.send(TOPIC, str(identifier).encode(), partition=0)
        except KafkaError as error:
            self.fail(identifier, error)
            return
        future.add_callback(lambda _metadata: self.acknowledge(identifier))
        future.add_errback(lambda error: self.fail(identifier, error))

    def acknowledge(self, identifier):
        self.log.write(identifier)
        self.room.release()

    def fail(self, identifier, error):
        say(f"{identifier} again: {error!r}")
        self.again.put(identifier)

    def resend(self):
        while not self.again.empty():
            self.send(self.again.get())

    def run(self):
        ticked, credit = time.monotonic(), 0.0
        while not os.path.exists(f"{DIRECTORY}/stop"):
            if self.credential.replaced():
                self.reconnect()
            self.resend()
            now = time.monotonic()
            credit = min(credit + RATE * (now - ticked), WINDOW)
            ticked = now
            while credit >= 1 and self.room.acquire(blocking=False):
                credit -= 1
                self.begun += 1
                self.send(self.begun)
            time.sleep(TICK)
        for _ in range(WINDOW):
            while not self.room.acquire(timeout=0.1):
                self.resend()


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    ledger = Ledger()
    ledger.run()
    with open(f"{DIRECTORY}/done", "w", encoding="utf-8") as done:
        done.write(str(ledger.begun))
    say(f"done with {ledger.begun}")
    threading.Event().wait()  # the ledger is read from this container
