"""What both sides of the ledger share: the brokers to try, the credentials, the queue."""

import itertools
import os
import ssl

import pika

QUEUE = "ledger"


def credential(key, default=None):
    path = os.path.join("/binding", key)
    if default is not None and not os.path.exists(path):
        return default
    with open(path, encoding="utf-8") as file:
        return file.read().strip()


def tls(host):
    """Trusts the authorities of the connection Secret, and none else; nothing where it has none."""
    authorities = credential("ca.crt", "")
    return pika.SSLOptions(ssl.create_default_context(cadata=authorities), host) if authorities else None


def endpoints():
    """Parameters of one broker after the other, for ever; each connection is tried once and briefly, the next is the retry.

    The credential is read each time, since it may have been replaced.
    """
    for host in itertools.cycle(os.environ["HOSTS"].split(",")):
        yield pika.ConnectionParameters(
            host=host,
            port=int(credential("port", "5672")),
            ssl_options=tls(host),
            virtual_host=os.environ["VHOST"],
            credentials=pika.PlainCredentials(credential("username"), credential("password")),
            heartbeat=10,
            socket_timeout=1,
            stack_timeout=2,
            connection_attempts=1,
        )
