"""What both sides of the ledger share: the brokers to try, the credentials, the queue."""

import os

import pika

QUEUE = "ledger"


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
