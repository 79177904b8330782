"""What both sides of a Kafka ledger share: the brokers, the topic, how patient a client is."""

import os
import time

from kafka.errors import KafkaError

from ledger_file import say

TOPIC = os.environ.get("TOPIC", "ledger")

COMMON = {
    "bootstrap_servers": os.environ["HOSTS"].split(","),
    "metadata_max_age_ms": 5000,
    "reconnect_backoff_ms": 20,
    "reconnect_backoff_max_ms": 200,
    "retry_backoff_ms": 50,
}


def patiently(connect):
    """A client, as soon as there is a broker to connect to."""
    while True:
        try:
            return connect()
        except KafkaError as error:
            say(f"connect: {error!r}")
            time.sleep(0.5)
