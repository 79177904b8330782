"""Tries things on the members HOSTS, one after the other, and prints a list of what comes of each as JSON: a value, or the error's name.

znode_attempt.py '[{"what": "get PATH"}, …]'

get PATH | children PATH | set PATH | create PATH | delete PATH | acls PATH | own PATH, which makes it its own | tree PATH, with all ACLs
word WORD, one of four letters | plain WORD, without TLS

By the certificate of /binding, or of the directory that "certificate" says.
"""

import json
import os
import socket
import ssl
import sys

from kazoo.exceptions import KazooException
from kazoo.security import CREATOR_ALL_ACL

from znodes import client

HOSTS = os.environ["HOSTS"]


def acls(zookeeper, path):
    return [f"{acl.id.scheme}:{acl.id.id}:{acl.perms}" for acl in zookeeper.get_acls(path)[0]]


def tree(zookeeper, path):
    """A znode goes now and then while one looks at all of them."""
    found = {path: acls(zookeeper, path)}
    for child in zookeeper.get_children(path):
        found |= tree(zookeeper, f"{path}/{child}")
    return found


OPERATIONS = {
    "get": lambda zookeeper, path: zookeeper.get(path)[0].decode(),
    "children": lambda zookeeper, path: zookeeper.get_children(path),
    "set": lambda zookeeper, path: zookeeper.set(path, b"attempt") and "ok",
    "create": lambda zookeeper, path: zookeeper.create(path, b"attempt"),
    "delete": lambda zookeeper, path: zookeeper.delete(path) and "ok",
    "own": lambda zookeeper, path: zookeeper.set_acls(path, CREATOR_ALL_ACL) and "ok",
    "acls": acls,
    "tree": tree,
}


def word(name, tls):
    """What the first member answers to it."""
    host, port = HOSTS.split(",")[0].split(":")
    connection = socket.create_connection((host, int(port)), timeout=10)
    if tls:
        context = ssl.create_default_context(cafile="/binding/ca.crt")
        context.load_cert_chain("/binding/tls.crt", "/binding/tls.key")
        connection = context.wrap_socket(connection, server_hostname=host)
    with connection:
        connection.sendall(name.encode())
        return b"".join(iter(lambda: connection.recv(4096), b"")).decode()


def attempt(sessions, what, certificate="/binding"):
    name, argument = what.split()
    if name in ("word", "plain"):
        return word(argument, name == "word")
    if certificate not in sessions:
        sessions[certificate] = client(HOSTS, certificate, timeout=20)
        sessions[certificate].start(timeout=60)
    try:
        return OPERATIONS[name](sessions[certificate], argument)
    except KazooException as error:
        return type(error).__name__


def main():
    sessions = {}
    print(json.dumps([attempt(sessions, **one) for one in json.loads(sys.argv[1])]))
    for session in sessions.values():
        session.stop()


if __name__ == "__main__":
    main()
