"""Keeps a name's last address while no DNS server answers, as a Java VM does with sun.net.inetaddr.stale.ttl.

A server that went with its machine is asked by every other question until Kubernetes notices, and Python's clients stand still meanwhile.
"""

import socket
from concurrent.futures import ThreadPoolExecutor, TimeoutError as Late

PATIENCE = 0.2  # seconds for an answer, where there is another one to go on with

lookup = socket.getaddrinfo
answers = {}
questions = ThreadPoolExecutor(8, thread_name_prefix="dns")


def ask(host, port, *rest):
    answers[host, port] = lookup(host, port, *rest)
    return answers[host, port]


def last_address(host, port, *rest):
    asked = questions.submit(ask, host, port, *rest)
    try:
        return asked.result(PATIENCE if (host, port) in answers else None)
    except (Late, socket.gaierror):
        if (host, port) not in answers:
            raise
        return answers[host, port]  # the next one who asks has what comes late


def learn(servers):
    """Asks for names before it matters: a broker that a client was not connected to may be the next leader."""
    for host, port in (server.rsplit(":", 1) for server in servers):
        try:
            last_address(host, int(port), 0, socket.SOCK_STREAM)
        except socket.gaierror:
            pass  # it is asked for again when it is connected to


socket.getaddrinfo = last_address
