"""Sends a message to a queue and gets it back, by nothing but URI and authorities of the connection Secret: roundtrip.py QUEUE [declare]."""

import sys

import pika

from common import credential, tls

queue, *options = sys.argv[1:]
parameters = pika.URLParameters(credential("uri"))
parameters.ssl_options = tls(parameters.host)
with pika.BlockingConnection(parameters) as connection:
    channel = connection.channel()
    if "declare" in options:
        channel.queue_declare(queue, durable=True, arguments={"x-queue-type": "quorum"})
    channel.confirm_delivery()
    channel.basic_publish("", queue, b"round trip", mandatory=True)
    for method, _properties, body in channel.consume(queue, auto_ack=True):
        print(body.decode())
        break
