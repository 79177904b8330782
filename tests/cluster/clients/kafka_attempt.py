"""Tries things by the connection Secret and prints a list of "ok", or what the broker says, as JSON:

kafka_attempt.py '[{"what": "produce TOPIC"}, …]'

login | produce TOPIC | consume TOPIC | join GROUP TOPIC | transaction ID TOPIC, all at once; then one after the other
describe TOPIC | create TOPIC | alter TOPIC | grow TOPIC | delete TOPIC | forget GROUP | rights | grant TOPIC

Other fields go before the Secret's own: username, password, mechanism, protocol, servers, and certificate, a directory with tls.crt and
tls.key.
"""

import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ConfigResource,
    ConfigResourceType,
    NewPartitions,
    NewTopic,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
)
from kafka.errors import for_code

from kafka_binding import DIRECTORY, binding, settings

SECRET = binding()

# Seconds that an answer may take: a busy machine is no refusal.
PATIENCE = 120

# What a client that is not let in says at each try; one without SASL is told nothing, and a connection that breaks is no refusal otherwise.
REFUSED = re.compile(r"SASL .*(error|failed)")
HUNG_UP = re.compile(r"Disconnected")


def connection(attempt):
    """Options of kcat, whose errors of a login are the broker's own words."""
    protocol = attempt.get("protocol", SECRET["security.protocol"])
    options = {"security.protocol": protocol, "ssl.ca.location": f"{DIRECTORY}/ca.crt"}
    if "certificate" in attempt:
        directory = attempt["certificate"]
        options |= {"ssl.certificate.location": f"{directory}/tls.crt", "ssl.key.location": f"{directory}/tls.key"}
    if protocol.startswith("SASL"):
        options |= {
            "sasl.mechanism": attempt.get("mechanism", SECRET.get("sasl.mechanism")),
            "sasl.username": attempt.get("username", SECRET.get("username")),
            "sasl.password": attempt.get("password", SECRET.get("password")),
        }
    return options


CLIENT = {
    "login": lambda: (["-L", "-m", str(PATIENCE)], {}),
    "produce": lambda topic: (["-P", "-t", topic], {"acks": "all", "enable.idempotence": "true"}),
    "transaction": lambda own, topic: (["-P", "-t", topic], {"transactional.id": own}),
    "consume": lambda topic: (["-C", "-t", topic, "-o", "beginning", "-e"], {}),
    "join": lambda group, topic: (["-G", group, topic, "-e"], {"auto.offset.reset": "earliest"}),
}


def run(attempt):
    what, *names = attempt["what"].split()
    arguments, more = CLIENT[what](*names)
    options = connection(attempt) | more
    refused = REFUSED if options["security.protocol"].startswith("SASL") else HUNG_UP
    servers = attempt.get("servers", SECRET["bootstrap-servers"])
    command = ["kcat", "-b", servers, *(f"-X{key}={value}" for key, value in options.items()), *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        process.stdin.write("attempt\n")
        process.stdin.close()
        said = ""
        for line in process.stderr:
            said += line
            if refused.search(line):  # it would try again and again
                process.kill()
        return "ok" if process.wait() == 0 else said.strip()


def codes(answers):
    """The first error among the codes of an answer."""
    return next((for_code(code).__name__ for code in answers if code != 0), "ok")


def topic_config(topic):
    return ConfigResource(ConfigResourceType.TOPIC, topic, {"retention.ms": "3600000"})


ANY = ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY)


def grant(admin, topic):
    """A right for everybody."""
    on = ResourcePattern(ResourceType.TOPIC, topic)
    failed = admin.create_acls([ACL("User:*", "*", ACLOperation.READ, ACLPermissionType.ALLOW, on)])["failed"]
    return "ok" if not failed else failed[0][1].__name__


def ok(_answer):
    return "ok"


MANAGE = {
    "describe": lambda admin, topic: codes(each["error_code"] for each in admin.describe_topics([topic])),
    "create": lambda admin, topic: ok(admin.create_topics([NewTopic(topic, 1, 3)])),
    "alter": lambda admin, topic: codes(each[0] for each in admin.alter_configs([topic_config(topic)]).resources),
    "grow": lambda admin, topic: ok(admin.create_partitions({topic: NewPartitions(2)})),
    "delete": lambda admin, topic: ok(admin.delete_topics([topic])),
    "forget": lambda admin, group: codes(error.errno for _name, error in admin.delete_consumer_groups([group])),
    "rights": lambda admin: ok(
        admin.describe_acls(ACLFilter(None, None, ACLOperation.ANY, ACLPermissionType.ANY, ANY))
    ),
    "grant": grant,
}


def manage(admin, what, *names):
    try:
        return MANAGE[what](admin, *names)
    except Exception as error:  # whatever it is, it is the answer
        return repr(error)


def main():
    attempts = json.loads(sys.argv[1])
    with ThreadPoolExecutor(6) as pool:
        client = {i: pool.submit(run, one) for i, one in enumerate(attempts) if one["what"].split()[0] in CLIENT}
    answers = {i: answer.result() for i, answer in client.items()}
    rest = {i: one["what"].split() for i, one in enumerate(attempts) if i not in client}
    if rest:
        admin = KafkaAdminClient(
            bootstrap_servers=SECRET["bootstrap-servers"].split(","),
            request_timeout_ms=PATIENCE * 1000,
            api_version_auto_timeout_ms=PATIENCE * 1000,
            **settings(SECRET),
        )
        answers |= {i: manage(admin, *words) for i, words in rest.items()}
    print(json.dumps([answers[i] for i in range(len(attempts))]))


if __name__ == "__main__":
    main()
