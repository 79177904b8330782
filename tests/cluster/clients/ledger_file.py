"""What a side of the ledger writes down, and what it says on the way."""

import os
import time

DIRECTORY = "/ledger"


class Log:
    """One line per id: the id and when it happened, in seconds since the epoch."""

    def __init__(self, name):
        self.file = open(os.path.join(DIRECTORY, name), "w", buffering=1, encoding="utf-8")

    def write(self, identifier):
        self.file.write(f"{identifier} {time.time():.4f}\n")


def say(text):
    print(f"{time.time():.3f} {text}", flush=True)
