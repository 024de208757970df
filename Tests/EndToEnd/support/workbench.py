"""A scratch employer to try the program on: configuration, secrets, partners, and the program's verbs."""

import base64
import csv
import datetime
import io
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time

import yaml

PROJECT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))


class Workbench:
    """One employer in a folder of its own, removed at the end."""

    def __init__(self, program, country="NL"):
        self.program = os.path.abspath(program)
        self.folder = tempfile.mkdtemp(prefix="doorstroom-test-")
        self.config = os.path.join(self.folder, "doorstroom.yaml")
        self.country = country
        self.partners = []
        self.settings = {
            "employer": {"name": "Voorbeeld BV", "country": country, "registration": "12345678",
                         "timeZone": "Europe/Amsterdam", "language": "nl"},
            "storage": {"path": self.path("data", "doorstroom.sqlite"), "identityKeyFile": self.path("identity.key")},
            "intake": {"inbox": self.path("inbox"), "mapping": "canonical"},
            "statutes": [os.path.join(PROJECT, "Config/statutes/nl.yaml"), os.path.join(PROJECT, "Config/statutes/be.yaml")],
            "scorecard": os.path.join(PROJECT, "Config/scorecards/default.yaml"),
        }
        os.makedirs(self.path("data"), mode=0o700)
        os.makedirs(self.path("inbox"), mode=0o700)
        self.write_private("identity.key", base64.b64encode(secrets.token_bytes(32)).decode() + "\n")

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def write_private(self, name, text):
        with open(os.open(self.path(name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
        return self.path(name)

    def add_partner(self, identity, port, kind="mobility-centre", regions=("*",), events=("redundancies", "internships"), **endpoint):
        secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
        file = self.write_private(identity + ".secret", secret + "\n")
        self.partners.append({
            "id": identity, "name": identity.title(), "kind": kind, "regions": list(regions), "events": list(events),
            "endpoint": {"url": f"http://127.0.0.1:{port}/hooks/{identity}", "secretFile": file, **endpoint},
            "agreement": {"reference": "TEST-1", "validUntil": "2099-12-31", "disclosure": "aggregate", "release": "automatic"},
        })
        return secret

    def write_config(self):
        with open(self.config, "w") as file:
            yaml.safe_dump({**self.settings, "partners": self.partners}, file, sort_keys=False)

    def run(self, *arguments, expect=0, env=None):
        """Runs a verb and returns its standard output; any other exit code than `expect` ends the test."""
        done = self.attempt(*arguments, env=env)
        if done.returncode != expect:
            sys.exit(f"doorstroom {' '.join(arguments)}: exit code {done.returncode}, expected {expect}\n"
                     f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return done.stdout

    def attempt(self, *arguments, env=None, timeout=600):
        return subprocess.run([self.program, *arguments, "--config", self.config], capture_output=True, text=True,
                              timeout=timeout, env={**os.environ, **(env or {})})

    def start(self, *arguments):
        return subprocess.Popen([self.program, *arguments, "--config", self.config], stdout=subprocess.DEVNULL,
                                stderr=open(self.path("log.txt"), "a"))

    def rows(self, *arguments):
        """A listing as dictionaries."""
        return list(csv.DictReader(io.StringIO(self.run(*arguments, "--format", "csv"))))

    def rows_failing(self, *arguments):
        """The listing of a verb that ends with code 1 where it lists something."""
        return list(csv.DictReader(io.StringIO(self.run(*arguments, "--format", "csv", expect=1))))

    def pending(self, partner=None):
        """How many events are on their way, to one partner or to all."""
        return sum(int(row["pending"]) for row in self.rows("partners", "list") if partner in (None, row["id"]))

    def settled(self, partner=None):
        """Waits until nothing is on its way."""
        until(lambda: self.pending(partner) == 0, "all that was asked for is sent", self)

    def sample(self, name="sample", employees=2000, months=2, seed=7, until="2026-10-31"):
        folder = self.path(name)
        done = subprocess.run([self.program, "sample", folder, "--employees", str(employees), "--months", str(months),
                               "--seed", str(seed), "--until", until], capture_output=True, text=True)
        check(done.returncode == 0, f"sample ended with {done.returncode}: {done.stderr}")
        return [os.path.join(folder, entry) for entry in sorted(os.listdir(folder))]

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.close()


def last_month_end():
    """The end of last month: a snapshot of that day is never stale."""
    return str(datetime.date.today().replace(day=1) - datetime.timedelta(days=1))


checks = 0


def check(holds, message):
    """Counts a check; ends the test with the message when it does not hold."""
    global checks
    checks += 1
    if not holds:
        sys.exit("FAILED: " + message)


def until(condition, what, bench=None, seconds=60):
    """Waits for what must come, on a machine however slow; tells the end of the log where it does not."""
    end = time.monotonic() + seconds
    while not condition():
        log = bench.path("log.txt") if bench else ""
        said = "; see\n" + open(log).read()[-2000:] if os.path.exists(log) else ""
        check(time.monotonic() < end, f"{what} within {seconds} s{said}")
        time.sleep(0.1)


def finish():
    print(f"{checks} passed, 0 failed")
