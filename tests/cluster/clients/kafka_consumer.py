"""Consumes the topic in a group; writes each id to /ledger/consumed before it commits it."""

import logging

from kafka import KafkaConsumer
from kafka.errors import KafkaError

from kafka_ledger import TOPIC, Credential, patiently
from ledger_file import Log, say


def connect(**common):
    return KafkaConsumer(
        TOPIC,
        group_id="ledger",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        request_timeout_ms=11000,
        **common,
    )


def main():
    log = Log("consumed")
    credential = Credential()
    consumer = patiently(credential, connect)
    while True:
        if credential.replaced() and (successor := credential.client(connect)) is not None:
            consumer.close()
            consumer = successor
        records = consumer.poll(timeout_ms=200)
        for record in (record for batch in records.values() for record in batch):
            log.write(record.value.decode())
        if records:
            try:
                consumer.commit()
            except KafkaError as error:
                say(f"commit: {error!r}")


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    main()
