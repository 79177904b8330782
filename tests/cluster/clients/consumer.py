"""Consumes the queue with manual acknowledgements; writes each id to /ledger/consumed before it acknowledges it.

While /ledger/pause exists it does not consume.
"""

import os
import time

import pika
from pika.exceptions import AMQPError

from common import QUEUE, endpoints
from ledger_file import DIRECTORY, Log, say


def paused():
    return os.path.exists(f"{DIRECTORY}/pause")


def consume(parameters, log):
    with pika.BlockingConnection(parameters) as connection:
        channel = connection.channel()
        channel.basic_qos(prefetch_count=200)
        say(f"consuming from {parameters.host}")
        for method, _properties, body in channel.consume(QUEUE, inactivity_timeout=0.2):
            if paused():
                return
            if method is not None:
                log.write(body.decode())
                channel.basic_ack(method.delivery_tag)


def main():
    log = Log("consumed")
    for parameters in endpoints():
        while paused():
            time.sleep(0.1)
        try:
            consume(parameters, log)
        except (AMQPError, OSError) as error:
            say(f"lost {parameters.host}: {error!r}")
            time.sleep(0.1)


if __name__ == "__main__":
    main()
