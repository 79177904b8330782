"""What both sides of a Kafka ledger share: the brokers, the topic, how patient a client is."""

import os
import time

from kafka.errors import KafkaError

from kafka_binding import binding, settings
from last_address import learn
from ledger_file import DIRECTORY, say

TOPIC = os.environ.get("TOPIC", "ledger")
SERVERS = os.environ["HOSTS"].split(",")

learn(SERVERS)

COMMON = {
    "bootstrap_servers": SERVERS,
    "metadata_max_age_ms": 300,  # it looks who leads also while it connects to who does not answer
    "reconnect_backoff_ms": 20,
    "reconnect_backoff_max_ms": 200,
    "retry_backoff_ms": 50,
}


LOOK = 1.0  # seconds between two looks at the credential


class Credential:
    """The login of the connection Secret, if there is one, which may be replaced at any time."""

    def __init__(self):
        self.secret = {}
        self.looked = 0.0

    def replaced(self):
        """Whether there is another one than the client has."""
        now = time.monotonic()
        if now - self.looked < LOOK:
            return False
        self.looked = now
        return binding().get("password") != self.secret.get("password")

    def client(self, connect):
        """A client by the credential of this moment, and a note of who it is; None where the brokers do not take it yet."""
        secret = binding()
        try:
            client = connect(**COMMON, **settings(secret))
        except KafkaError as error:
            say(f"connect: {error!r}")
            return None
        self.secret = secret
        with open(f"{DIRECTORY}/user", "w", encoding="utf-8") as file:
            file.write(secret.get("username", ""))
        return client


def patiently(credential, connect):
    """A client, as soon as there is a broker to connect to."""
    while True:
        client = credential.client(connect)
        if client is not None:
            return client
        time.sleep(0.5)
