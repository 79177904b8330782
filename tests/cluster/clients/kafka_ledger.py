"""What both sides of a Kafka ledger share: the brokers, the topic, how patient a client is."""

import os

TOPIC = os.environ.get("TOPIC", "ledger")

COMMON = {
    "bootstrap_servers": os.environ["HOSTS"].split(","),
    "metadata_max_age_ms": 5000,
    "reconnect_backoff_ms": 20,
    "reconnect_backoff_max_ms": 200,
    "retry_backoff_ms": 50,
}
