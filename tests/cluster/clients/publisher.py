"""Publishes ids at a steady rate with publisher confirms; an id that is not confirmed is published again.

Writes each confirmed id to /ledger/confirmed. Once /ledger/stop exists no new id is begun; when every id that was
begun is confirmed, /ledger/done tells the last one.
"""

import collections
import itertools
import os
import threading
import time

import pika
from pika.adapters.select_connection import IOLoop

from common import QUEUE, endpoints
from ledger_file import DIRECTORY, Log, say

RATE = float(os.environ["RATE"])
WINDOW = 200  # unconfirmed messages at most
TICK = 0.004  # seconds between two looks at what is due
STALL = 2.0  # seconds without an answer until the next broker is tried
RETRY = 0.02  # seconds between the loss of a connection and the next one
PERSISTENT = pika.BasicProperties(delivery_mode=pika.DeliveryMode.Persistent)


class Link:
    """One connection to one broker, from the first packet until it is lost."""

    def __init__(self, publisher, parameters):
        self.publisher = publisher
        self.host = parameters.host
        self.channel = None  # set once it can publish
        self.tag = 0
        self.unconfirmed = {}  # delivery tag -> id, in the order of the tags
        self.returned = set()
        self.heard = time.monotonic()
        self.connection = pika.SelectConnection(
            parameters, self.on_open, self.on_lost, self.on_lost, custom_ioloop=publisher.loop
        )

    def on_open(self, connection):
        connection.channel(on_open_callback=self.on_channel)

    def on_channel(self, channel):
        channel.add_on_close_callback(self.on_lost)
        channel.add_on_return_callback(self.on_return)
        if self.publisher.declared:
            self.ask_for_confirms(channel)
            return
        channel.queue_declare(
            QUEUE,
            durable=True,
            arguments={"x-queue-type": "quorum"},
            callback=lambda _frame: self.ask_for_confirms(channel),
        )

    def ask_for_confirms(self, channel):
        self.publisher.declared = True
        channel.confirm_delivery(self.on_confirm, callback=lambda _frame: self.start(channel))

    def start(self, channel):
        say(f"publishing to {self.host}")
        self.channel = channel
        self.heard = time.monotonic()

    def publish(self, identifier):
        self.tag += 1
        self.unconfirmed[self.tag] = identifier
        self.channel.basic_publish("", QUEUE, str(identifier), PERSISTENT, mandatory=True)

    def on_return(self, _channel, _method, _properties, body):
        self.returned.add(int(body))

    def on_confirm(self, frame):
        self.heard = time.monotonic()
        answer, tag = frame.method, frame.method.delivery_tag
        tags = [tag]
        if answer.multiple:
            tags = list(itertools.takewhile(lambda other: other <= tag, self.unconfirmed))
        for identifier in [self.unconfirmed.pop(each) for each in tags]:
            refused = isinstance(answer, pika.spec.Basic.Nack) or identifier in self.returned
            self.returned.discard(identifier)
            if refused:
                self.publisher.again.append(identifier)
            else:
                self.publisher.confirmed.write(identifier)

    def on_lost(self, _who, reason):
        self.publisher.lose(self, reason)

    def ready(self):
        return self.channel is not None and self.channel.is_open and len(self.unconfirmed) < WINDOW

    def stalled(self, now):
        return now - self.heard > STALL and (self.channel is None or bool(self.unconfirmed))


class Publisher:
    def __init__(self):
        self.loop = IOLoop()
        self.endpoints = endpoints()
        self.confirmed = Log("confirmed")
        self.declared = False
        self.link = None
        self.begun = 0
        self.again = collections.deque()
        self.credit = 0.0
        self.ticked = time.monotonic()
        self.stopping = False

    def run(self):
        self.connect()
        self.tick()
        self.loop.start()

    def connect(self):
        self.link = Link(self, next(self.endpoints))

    def lose(self, link, reason):
        if link is not self.link:
            return
        say(f"lost {link.host}: {reason!r}")
        self.again.extendleft(reversed(link.unconfirmed.values()))
        self.link = None
        self.loop.call_later(RETRY, self.connect)
        if link.connection.is_open:
            link.connection.close()

    def tick(self):
        now = time.monotonic()
        self.credit = min(self.credit + RATE * (now - self.ticked), WINDOW)
        self.ticked = now
        link = self.link
        if link is not None and link.stalled(now):
            self.lose(link, "no answer")
        elif link is not None:
            self.publish(link)
        self.stopping = self.stopping or os.path.exists(f"{DIRECTORY}/stop")
        if self.stopping and link is not None and not self.again and not link.unconfirmed:
            self.loop.stop()
        else:
            self.loop.call_later(TICK, self.tick)

    def publish(self, link):
        while self.credit >= 1 and link.ready() and (self.again or not self.stopping):
            self.credit -= 1
            link.publish(self.again.popleft() if self.again else self.begin())

    def begin(self):
        self.begun += 1
        return self.begun


if __name__ == "__main__":
    publisher = Publisher()
    publisher.run()
    with open(f"{DIRECTORY}/done", "w", encoding="utf-8") as done:
        done.write(str(publisher.begun))
    say(f"done with {publisher.begun}")
    threading.Event().wait()  # the ledger is read from this container
