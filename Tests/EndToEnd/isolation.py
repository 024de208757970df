"""One partner's trouble is that partner's: a dead endpoint, one that refuses, a certificate that has expired; and what becomes
of events that newer ones replace, of parked ones and of exhausted ones."""

import collections
import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request

from support.authority import Authority
from support.peers import free_port
from support.receiver import Receiver
from support.workbench import Workbench, check, finish, last_month_end, until


class Partners:
    """Answers by partner; `states` may be changed at any time."""

    def __init__(self):
        self.states = collections.defaultdict(lambda: 202)
        self.receiver = Receiver(lambda partner, number: self.states[partner])

    def arrived(self, partner):
        return [json.loads(body) for name, _, body in list(self.receiver.arrivals) if name == partner]


def fetch(port, path):
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).read().decode()
    except OSError:
        return ""


def start(bench, console):
    daemon = bench.start("serve")
    end = time.monotonic() + 60
    while time.monotonic() < end and not fetch(console, "/healthz"):
        time.sleep(0.1)
    return daemon


def states(bench, partner):
    return collections.Counter(row["state"] for row in bench.rows("deliveries", "list", "--partner", partner))


def row(bench, partner):
    return next(each for each in bench.rows("partners", "list") if each["id"] == partner)


def codes(bench):
    return {each["code"] for each in bench.rows("notices")}


def main(program):
    partners = Partners()
    with Workbench(program) as bench:
        try:
            running(bench, partners)
        finally:
            partners.receiver.close()
    partners = Partners()
    with Workbench(program) as bench:
        try:
            by_hand(bench, partners)
        finally:
            partners.receiver.close()
    finish()


def running(bench, partners):
    """A daemon with a partner who is down, one whose certificate has expired, and one who is well."""
    authority = Authority(bench.folder, "authority")
    late, fine = authority.issue("late", since=-20, until=-1), authority.issue("fine")
    for partner in ("good", "dead", "sealed"):
        bench.add_partner(partner, partners.receiver.port, ratePerSecond=1000)
    certificate = bench.path("shown.crt")
    key = bench.path("shown.key")
    copy(late, certificate, key)
    bench.partners[-1]["endpoint"]["clientCertificate"] = {"certificateFile": certificate, "keyFile": key}
    console, metrics = free_port(), free_port()
    bench.settings["console"], bench.settings["metrics"] = {"port": console}, {"port": metrics}
    bench.settings["schedule"] = {"release": "* * * * *"}
    bench.settings["statutes"][0] = without_holidays(bench)
    bench.settings["intake"]["maxAgeDays"] = 400
    bench.write_config()

    done = bench.attempt("check")
    check(done.returncode == 2 and "has expired" in done.stderr, f"the check says so, as an error: {done.stderr}")
    bundles = bench.sample(employees=6000, months=2, until=last_month_end())
    for bundle in bundles:
        bench.run("import", bundle)
        bench.run("scan", "--as-of", os.path.basename(bundle), "--release-now")
    events = sum(states(bench, "good").values())
    check(events >= 20, f"there are only {events} events for each partner")
    check(row(bench, "sealed")["endpoint"] == "unusable", "the list says that the partner cannot be sent anything")
    check(any("has expired" in each["what"] for each in bench.rows_failing("doctor")), "and so does the doctor")

    partners.states["dead"] = 500
    daemon = start(bench, console)
    try:
        until(lambda: len(partners.arrived("good")) == events, "the partner who is well gets everything", bench, seconds=60)
        until(lambda: row(bench, "dead")["circuit"] == "open", "the circuit of the dead partner opens", bench, seconds=60)
        tried = len(partners.arrived("dead"))
        check(10 <= tried < events, f"it opens after ten failures, and what was on its way: {tried} of {events}")
        check(not partners.arrived("sealed"), "nothing goes to the partner whose certificate has expired")
        check({"circuit-opened", "endpoint-unusable"} <= codes(bench), f"the operator is told of both: {codes(bench)}")
        text = fetch(metrics, "/metrics")
        check('circuit_open{partner="dead"} 1' in text and 'circuit_open{partner="good"} 0' in text, "and the metrics")
        check(any("dead has failed since" in each["what"] for each in bench.rows_failing("doctor")), "and the doctor")
        check(row(bench, "good")["circuit"] == "closed" and row(bench, "dead")["circuit_open_since"], "and the list")

        # A restart does not begin anew at a partner who is down.
        daemon.kill()
        daemon.wait()
        daemon = start(bench, console)
        time.sleep(3)
        check(len(partners.arrived("dead")) <= tried + 1, "a restart tries one event at most")
        check(row(bench, "dead")["circuit"] == "open", "the circuit is still open")

        # Meanwhile the plan changes: newer events take the place of those that wait.
        shrink(os.path.join(bundles[-1], "plan.csv"))
        bench.run("import", bundles[-1])
        bench.run("scan", "--as-of", os.path.basename(bundles[-1]))
        until(lambda: "superseded" in states(bench, "dead"), "events that wait are superseded", bench, seconds=180)
        superseded(bench, "dead")

        # Its new certificate is there.
        copy(fine, certificate, key)
        daemon.send_signal(signal.SIGHUP)
        until(lambda: states(bench, "sealed").keys() <= {"delivered", "superseded", "withdrawn"}, "after a reload the mended partner gets what waited", bench, seconds=90)
        check(row(bench, "sealed")["endpoint"] == "enabled", "and the list says so")
        bench.run("check")

        partners.states["dead"] = 202
        begun = time.monotonic()
        until(lambda: row(bench, "dead")["circuit"] == "closed", "one that arrives closes the circuit", bench, seconds=120)
        until(lambda: states(bench, "dead").keys() <= {"delivered", "superseded", "withdrawn"}, "and the rest follows", bench, seconds=90)
        print(f"everything had arrived {time.monotonic() - begun:.0f} s after the partner was back")
        check("circuit-closed" in codes(bench), "the operator is told")
        check('circuit_open{partner="dead"} 0' in fetch(metrics, "/metrics"), "the metrics, too")
        check(last(partners, "dead") == last(partners, "good"), "both partners know the same now")
        bench.run("ledger", "verify")
    finally:
        daemon.send_signal(signal.SIGTERM)
        check(daemon.wait(30) == 0, "the daemon ends")


def without_holidays(bench):
    """The statutes of the Netherlands with a release on every day."""
    with open(bench.settings["statutes"][0]) as file:
        text = file.read()
    with open(bench.path("nl.yaml"), "w") as file:
        file.write(re.sub(r"^publicHolidays:\n(?:[ #-].*\n|\n)*", "", text, flags=re.MULTILINE))
    return bench.path("nl.yaml")


def shrink(path):
    """Everywhere fewer people are planned than before."""
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows({**each, "planned_fte": f"{float(each['planned_fte']) * 0.7:.2f}"} for each in rows)


def copy(pair, *targets):
    for source, target in zip(pair, targets):
        with open(source, "rb") as read, open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as write:
            write.write(read.read())


def superseded(bench, partner):
    """An event that was replaced says by which, in the list, by itself and in the ledger."""
    rows = bench.rows("deliveries", "list", "--partner", partner)
    replaced = [each for each in rows if each["state"] == "superseded"]
    known = {each["id"]: each for each in rows}
    steps = {receipt["event"]: receipt["steps"]
             for receipt in map(json.loads, bench.run("ledger", "receipts", "--partner", partner).splitlines())
             if "event" in receipt}
    for each in replaced:
        by = known[re.fullmatch("superseded by (.*)", each["note"]).group(1)]
        check(by["subject"] == each["subject"] and int(by["sequence"]) > int(each["sequence"]), "by a newer one of its subject")
        check(f"superseded by {by['id']}" in bench.run("deliveries", "show", each["id"]), "shown with the event")
        check(steps[each["id"]][-1]["state"] == "superseded", "it is a line of the ledger")
    open_subjects = collections.Counter(each["subject"] for each in rows if each["state"] in ("pending", "retrying", "held"))
    check(max(open_subjects.values()) == 1, "of each subject one event waits")


def last(partners, partner):
    """What a partner holds in the end: by subject-free content, since keys are each partner's own."""
    newest = {}
    for event in partners.arrived(partner):
        if event["subject"] not in newest or newest[event["subject"]]["sequence"] < event["sequence"]:
            newest[event["subject"]] = event
    return sorted(json.dumps(event["data"], sort_keys=True).replace(event["subject"], "") for event in newest.values()
                  if "withdrawn" not in event["type"])


def by_hand(bench, partners):
    """What is parked or exhausted is told, and is replayed to the one partner that it is for."""
    for partner, family in (("good", "internships"), ("refuser", "internships"), ("broken", "internships")):
        bench.add_partner(partner, partners.receiver.port, ratePerSecond=1000, events=(family,))
    bench.settings["intake"]["maxAgeDays"] = 400
    # Nothing new comes while the days pass.
    bench.settings["schedule"] = {"release": "0 9 29 2 *"}
    bench.write_config()
    for bundle in bench.sample(employees=6000, months=2, until=last_month_end()):
        bench.run("import", bundle)
        bench.run("scan", "--as-of", os.path.basename(bundle), "--release-now")
    events = sum(states(bench, "good").values())
    check(0 < events < 10, f"few enough to leave the circuit closed: {events}")
    partners.states["refuser"], partners.states["broken"] = 422, 500
    # Past every retry, each at most a fifth late: 5 s, 1 min, 5 min, 30 min, then hours.
    later, at = 0, []
    for delay in (0, 5, 60, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400):
        later += delay * 1.2 + 1
        at.append(int(later))
    for offset in at:
        subprocess.run(["faketime", "--exclude-monotonic", "-f", f"+{offset}s", bench.program, "deliver", "--config", bench.config], check=True,
                       capture_output=True, timeout=600)
    check(states(bench, "refuser") == {"parked": events}, f"refused three times within the hour: {states(bench, 'refuser')}")
    check(states(bench, "broken") == {"exhausted": events}, f"every retry has failed: {states(bench, 'broken')}")
    check(len(partners.arrived("refuser")) == 3 * events and len(partners.arrived("broken")) == 11 * events, "not once more")
    check({"event-parked", "retries-exhausted"} <= codes(bench), f"the operator is told: {codes(bench)}")
    doctor = " ".join(each["what"] for each in bench.rows_failing("doctor"))
    check(f"{events} events are parked" in doctor and f"{events} events are exhausted" in doctor, f"by the doctor, too: {doctor}")

    partners.states.clear()
    before = len(partners.receiver.arrivals)
    for partner in ("refuser", "broken"):
        event = bench.rows("deliveries", "list", "--partner", partner)[0]["id"]
        bench.run("deliveries", "replay", event)
        bench.run("deliver")
        check(partners.receiver.arrivals[-1][0] == partner and partners.arrived(partner)[-1]["id"] == event, "under its id")
        check(states(bench, partner)["delivered"] == 1, "the one that was asked for, and no other")
    check(len(partners.receiver.arrivals) == before + 2, "nobody else was sent anything")
    bench.run("ledger", "verify")


if __name__ == "__main__":
    main(sys.argv[1])
