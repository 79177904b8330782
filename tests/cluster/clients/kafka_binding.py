"""What a connection Secret of Kafka, mounted at /binding, tells a client."""

import os
import ssl

DIRECTORY = "/binding"


def binding():
    """The whole Secret at one moment: kubelet replaces all of its files by one link. Empty where there is none."""
    moment = os.path.realpath(os.path.join(DIRECTORY, "..data"))
    if not os.path.isdir(moment):
        return {}
    return {name: read(os.path.join(moment, name)) for name in os.listdir(moment)}


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read().strip()


def settings(secret):
    """Encryption and login for a client of the library; none where there is no Secret."""
    if not secret:
        return {}
    return {
        "security_protocol": secret["security.protocol"],
        "ssl_context": ssl.create_default_context(cadata=secret["ca.crt"]),
        "sasl_mechanism": secret["sasl.mechanism"],
        "sasl_plain_username": secret["username"],
        "sasl_plain_password": secret["password"],
    }
