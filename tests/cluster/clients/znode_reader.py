"""Prints the ids that the member HOST has, one a line with the time, in the form of the ledger's files."""

import os
import time

from znodes import client


def main():
    reader = client(os.environ["HOST"], timeout=20)
    reader.start(timeout=60)
    reader.sync("/ledger")
    now = f"{time.time():.4f}"
    for shard in reader.get_children("/ledger"):
        for name in reader.get_children(f"/ledger/{shard}"):
            print(int(name), now)
    reader.stop()


if __name__ == "__main__":
    main()
