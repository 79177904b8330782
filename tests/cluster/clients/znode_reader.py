"""Prints the ids that the member HOST has, one a line with the time, in the form of the ledger's files."""

import os
import time

from kazoo.client import KazooClient


def main():
    client = KazooClient(hosts=os.environ["HOST"], timeout=20)
    client.start(timeout=60)
    client.sync("/ledger")
    now = f"{time.time():.4f}"
    for shard in client.get_children("/ledger"):
        for name in client.get_children(f"/ledger/{shard}"):
            print(int(name), now)
    client.stop()


if __name__ == "__main__":
    main()
