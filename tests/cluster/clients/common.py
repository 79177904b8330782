"""What both sides of the ledger share: the brokers to try, the credentials, the queue."""

import os
import time

import pika

QUEUE = "ledger"
DIRECTORY = "/ledger"


def credential(key):
    with open(os.path.join("/binding", key), encoding="utf-8") as file:
        return file.read().strip()


def endpoints():
    """One set of parameters per broker; each connection is tried once and briefly, the next broker is the retry."""
    return [
        pika.ConnectionParameters(
            host=host,
            port=5672,
            virtual_host=os.environ["VHOST"],
            credentials=pika.PlainCredentials(credential("username"), credential("password")),
            heartbeat=10,
            socket_timeout=1,
            stack_timeout=2,
            connection_attempts=1,
        )
        for host in os.environ["HOSTS"].split(",")
    ]


class Log:
    """One line per id: the id and when it happened, in seconds since the epoch."""

    def __init__(self, name):
        self.file = open(os.path.join(DIRECTORY, name), "w", buffering=1, encoding="utf-8")

    def write(self, identifier):
        self.file.write(f"{identifier} {time.time():.4f}\n")


def say(text):
    print(f"{time.time():.3f} {text}", flush=True)
