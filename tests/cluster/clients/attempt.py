"""Tries one thing by the connection Secret and prints "ok", or what the broker says:

attempt.py open | publish EXCHANGE KEY | consume QUEUE | declare QUEUE | mechanisms

USERNAME, PASSWORD and VHOST in the environment go before the Secret's own.
"""

import os
import socket
import ssl
import sys

import pika

from common import credential, tls


def parameters():
    return pika.ConnectionParameters(
        host=credential("host"),
        port=int(credential("port")),
        virtual_host=os.environ.get("VHOST") or credential("virtual-host"),
        credentials=pika.PlainCredentials(
            os.environ.get("USERNAME") or credential("username"),
            os.environ.get("PASSWORD") or credential("password"),
        ),
        ssl_options=tls(credential("host")),
    )


def mechanisms():
    """What a broker offers before anybody has logged in."""
    host = credential("host")
    context = ssl.create_default_context(cadata=credential("ca.crt"))
    with socket.create_connection((host, int(credential("port")))) as plain:
        with context.wrap_socket(plain, server_hostname=host) as connection:
            connection.sendall(b"AMQP\x00\x00\x09\x01")
            start = pika.frame.decode_frame(connection.recv(65536))[1].method
            offered = start.mechanisms
            return " ".join(sorted((offered.decode() if isinstance(offered, bytes) else offered).split()))


def attempt(what, *names):
    if what == "mechanisms":
        return mechanisms()
    with pika.BlockingConnection(parameters()) as connection:
        channel = connection.channel()
        if what == "publish":
            channel.confirm_delivery()
            # The broker's own name of the exchange without one.
            exchange = "" if names[0] == "amq.default" else names[0]
            channel.basic_publish(exchange, names[1], b"attempt")
        elif what == "consume":
            channel.basic_get(names[0], auto_ack=True)
        elif what == "declare":
            channel.queue_declare(names[0], durable=True, arguments={"x-queue-type": "quorum"})
        return "ok"


try:
    print(attempt(*sys.argv[1:]))
except Exception as error:  # whatever it is, it is the answer
    print(repr(error))
