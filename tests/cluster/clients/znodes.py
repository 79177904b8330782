"""ZooKeeper for a pod that has a client's certificate at /binding, or in another directory."""

import os

from kazoo.client import KazooClient


def client(hosts, directory="/binding", **options):
    """Shows the certificate of the directory, and trusts the authorities of /binding and none else."""
    pair = {"certfile": f"{directory}/tls.crt", "keyfile": f"{directory}/tls.key"}
    return KazooClient(hosts=hosts, use_ssl=True, ca="/binding/ca.crt", **pair, **options)
