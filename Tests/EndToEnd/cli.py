"""Whoever types commands: help of every verb, errors with their exit codes, listings as table, CSV and JSON.

The texts are kept in `snapshots`; after a change that is meant, run this once with DOORSTROOM_RECORD=1 and read the diff.
"""

import base64
import contextlib
import csv
import fcntl
import hashlib
import hmac
import io
import json
import os
import pty
import re
import shutil
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

import yaml

from support.snapshots import Snapshots
from support.workbench import Workbench, check, finish, last_month_end


def commands(program):
    """Every verb as the words that call it, and the names of its options."""
    dump = json.loads(subprocess.run([program, "--experimental-dump-help"], capture_output=True, text=True, check=True).stdout)

    def walk(command, words):
        names = [argument.get("preferredName", {}).get("name") for argument in command.get("arguments", [])]
        yield words, names
        for verb in command.get("subcommands", []):
            if verb["commandName"] != "help":
                yield from walk(verb, [*words, verb["commandName"]])

    return dict((tuple(words), names) for words, names in walk(dump["command"], []))


def help_texts(program, verbs):
    snapshots = Snapshots("help")
    for words in verbs:
        said = subprocess.run([program, *words, "--help"], capture_output=True, text=True)
        check(said.returncode == 0 and said.stderr == "", f"--help of {' '.join(words)} succeeds")
        snapshots.compare("-".join(["doorstroom", *words]), said.stdout)
    snapshots.finish()
    version = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    check(re.fullmatch(r"\d+\.\d+\.\d+\n", version), f"--version says a version: {version}")


class Errors:
    """Runs commands that cannot be done and keeps what each says: command, exit code, both streams."""

    def __init__(self, program, bench):
        self.program, self.bench = program, bench
        self.snapshots = Snapshots("errors")
        self.codes = set()

    def provoke(self, name, code, *arguments, config=True, cwd=None):
        line = [*arguments, *(["--config", self.bench.config] if config else [])]
        environment = {key: value for key, value in os.environ.items() if key != "DOORSTROOM_CONFIG"}
        said = subprocess.run([self.program, *line], capture_output=True, text=True, env=environment, timeout=60,
                              cwd=cwd or self.bench.folder)
        check(said.returncode == code, f"{name}: exit code {said.returncode}, expected {code}\n{said.stdout}{said.stderr}")
        self.codes.add(code)
        shown = f"$ doorstroom {' '.join(line)}\n{said.stdout}{said.stderr}exit code {code}\n"
        self.snapshots.compare(name, shown.replace(self.bench.folder, "FOLDER").replace(self.program, "doorstroom"))

    def configured(self, name, change):
        """`check` on a configuration with a fault in it."""
        with open(self.bench.config) as file:
            good = file.read()
        settings = yaml.safe_load(good)
        change(settings)
        with open(self.bench.config, "w") as file:
            yaml.safe_dump(settings, file, sort_keys=False)
        self.provoke(name, 2, "check")
        with open(self.bench.config, "w") as file:
            file.write(good)


def errors(program, bench):
    errors = Errors(program, bench)
    subprocess.run([program, "init", bench.path("made")], capture_output=True, check=True)
    provoke = errors.provoke
    provoke("verb-mistyped", 2, "scna", config=False)
    provoke("verb-unknown", 2, "frobnicate", config=False)
    provoke("verb-of-a-verb-mistyped", 2, "partners", "tset", config=False)
    provoke("option-mistyped", 2, "scan", "--fromat", "json", config=False)
    provoke("option-without-value", 2, "scan", "--as-of", config=False)
    provoke("format-unknown", 2, "assessments", "--format", "xml", config=False)
    provoke("date-that-does-not-exist", 2, "scan", "--as-of", "2026-02-30", config=False)
    provoke("date-in-another-form", 2, "groups", "--as-of", "31-10-2026", config=False)
    provoke("date-without-a-form", 2, "import", "export.csv", "--as-of", "yesterday", config=False)
    provoke("port-outside", 2, "sandbox", "--port", "99999", config=False)
    provoke("options-that-contradict", 2, "scan", "--dry-run", "--release-now", config=False)
    provoke("argument-missing", 2, "import", config=False)
    provoke("argument-too-many", 2, "doctor", "please", config=False)
    provoke("merge-without-a-group", 2, "sensitivity", "--merge", "KCC", config=False)
    provoke("state-unknown", 2, "deliveries", "list", "--state", "lost", config=False)
    with tempfile.TemporaryDirectory() as empty:
        provoke("configuration-missing", 2, "check", "--config", "nowhere.yaml", config=False, cwd=empty)
    provoke("partner-mistyped", 2, "partners", "test", "werkcentrm")
    described = ["--name", "ROC", "--kind", "school", "--region", "*", "--event", "internships"]
    provoke("partner-twice", 2, "partners", "add", "werkcentrum", *described, "--url", "https://roc.example/hook")
    provoke("partner-with-faults", 2, "partners", "add", "ROC", "--name", "ROC", "--kind", "skool", "--region", "*", "--event",
            "internship", "--url", "http://roc.example/hook")
    provoke("partner-never-rotated", 1, "partners", "rotate-secret", "werkcentrum", "--extend")
    provoke("rotation-of-a-kind-not-used", 2, "partners", "rotate-secret", "werkcentrum", "--kind", "v1a")
    provoke("rotation-that-contradicts", 2, "partners", "rotate-secret", "werkcentrum", "--now", "--overlap", "1h", config=False)
    provoke("overlap-too-long", 2, "partners", "rotate-secret", "werkcentrum", "--overlap", "91d", config=False)

    provoke("init-into-a-configuration", 2, "init", bench.path("made"), config=False)

    def rename(section, old, new):
        section[new] = section.pop(old)

    errors.configured("key-mistyped", lambda s: rename(s, "employer", "employr"))
    errors.configured("key-of-a-section-mistyped", lambda s: rename(s["intake"], "mapping", "maping"))
    errors.configured("partner-kind-mistyped", lambda s: s["partners"][0].update(kind="mobilty-centre"))
    errors.configured("event-family-mistyped", lambda s: s["partners"][0].update(events=["redundancy"]))
    errors.configured("secret-written-inline", lambda s: s["partners"][0]["endpoint"].update(secretFile="whsec_c2VjcmV0"))
    errors.configured("several-faults-at-once", lambda s: (s["employer"].update(country="Nederland"), s.update(schedule={"scan": "at two"})))

    provoke("nobody-of-that-id", 1, "explain", "NOBODY")
    provoke("sensitivity-of-no-group", 2, "sensitivity", "--job-group", "XX")
    provoke("sensitivity-of-no-establishment", 2, "sensitivity", "--establishment", "XX")
    provoke("group-mistyped", 2, "sensitivity", "--job-group", "KC", "--establishment", "ROT-05")
    provoke("clocks-of-nobody", 1, "clocks", "--employee", "NOBODY")
    provoke("changes-of-another-date", 2, "clocks", "--changes", "--as-of", "2026-01-31", config=False)
    provoke("alert-unknown", 1, "alerts", "show", "nothing")
    provoke("event-unknown", 1, "deliveries", "show", "nothing")
    provoke("notice-unknown", 1, "notices", "--read", "nothing")
    provoke("bundle-missing", 3, "import", bench.path("nowhere"))
    broken = bench.path("2026-01-31.csv")
    with open(broken, "w") as file:
        file.write("employee_id,job,establishment\nE1,J,S\n")
    provoke("import-refused", 3, "import", broken, "--dry-run")

    database = bench.settings["storage"]["path"]
    os.rename(database, database + ".kept")
    open(database, "w").close()
    provoke("database-empty", 1, "groups")
    os.rename(database + ".kept", database)

    # Somebody else owns the database: first one that cannot be asked, then one that hangs up.
    with open(database + ".lock", "r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.truncate()
        lock.write("4711\n")
        lock.flush()
        provoke("database-owned", 4, "scan")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(database + ".sock")
            listener.listen()
            hang_up = threading.Thread(target=lambda: listener.accept()[0].close())
            hang_up.start()
            provoke("daemon-hangs-up", 75, "scan")
            hang_up.join()
        os.remove(database + ".sock")
    errors.snapshots.finish()
    check(errors.codes == {1, 2, 3, 4, 75}, f"every exit code was provoked: {sorted(errors.codes)}")


def on_terminal(program, *arguments):
    """What the program writes to a terminal."""
    leader, follower = pty.openpty()
    child = subprocess.Popen([program, *arguments], stdout=follower, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
    os.close(follower)
    output = b""
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:  # The other side has closed.
            break
        if not chunk:
            break
        output += chunk
    os.close(leader)
    child.stderr.close()
    check(child.wait() == 0, f"{' '.join(arguments)} on a terminal")
    return output.decode().replace("\r\n", "\n")


def plain(value):
    """A value of JSON as CSV shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "|".join(value)
    return value if isinstance(value, str) else None


def partners_answered(bench):
    """One answer, reservation and vacancy, as the partner API (Tests/EndToEnd/partner_api.py) writes them."""
    moment = int(time.time() * 1000)
    with contextlib.closing(sqlite3.connect(bench.settings["storage"]["path"])) as database, database:
        database.execute("INSERT INTO partner_answer (moment, partner, kind, subject, detail) VALUES (?, 'werkcentrum', 'accepted', 'a', '1 places')",
                         (moment,))
        database.execute("INSERT INTO offer_reservation (id, partner, subject, places, state, reserved, changed) "
                         "VALUES ('r', 'werkcentrum', 'a', 1, 'reserved', ?, ?)", (moment, moment))
        database.execute("INSERT INTO partner_vacancy (partner, vacancy, offered, changed, document) VALUES ('werkcentrum', 'v', ?, ?, ?)",
                         (moment, moment, '{"idVacature":"v","naamVacature":"Monteur"}'))


def listings(program, bench, verbs):
    """Every verb that takes --format, except those whose output is no list of rows, `doctor`, which says sentences, and
    `introductions`, of which there are none here (introductions.py)."""
    found = {words for words, names in verbs.items() if "format" in names}
    for words in sorted(found - {("scan",), ("explain",), ("subject-export",), ("import",), ("backtest",), ("doctor",),
                                ("partners", "public-key"), ("introductions", "list")}):
        what = " ".join(words)
        said = bench.attempt(*words, "--format", "csv")
        # What a forecast rests on stands beside every one.
        quiet = said.stderr == "" or words == ("forecast",)
        check(said.returncode == 0 and quiet, f"{what} --format csv: {said.stderr}")
        header, *rows = csv.reader(io.StringIO(said.stdout))
        check(rows, f"{what} lists something")
        check(all(len(row) == len(header) for row in rows), f"{what}: every row has the header's columns")

        objects = [json.loads(line) for line in bench.run(*words, "--format", "json").splitlines()]
        check(len(objects) == len(rows), f"{what}: as many JSON lines as CSV rows")
        for row, entry in zip(rows, objects):
            check(list(entry) == header, f"{what}: JSON has the names of the CSV header, in their order")
            for name, text in zip(header, row):
                value = plain(entry[name])
                same = float(text) == entry[name] if value is None else text == value
                check(same, f"{what}: {name} is {entry[name]!r} in JSON and {text!r} in CSV")

        table = bench.run(*words, "--format", "table")
        lines = table.splitlines()
        head = lines[0].split()
        # Some have more than a terminal can show: their tables leave columns out, in the same order.
        wide = words in (("partners", "list"), ("answers", "vacancies"))
        whole = head == header if not wide else head == [name for name in header if name in head]
        check(whole and len(lines) == len(rows) + 2, f"{what}: a table with head and every row")
        check(set(lines[1]) <= {"-", " "}, f"{what}: a rule below the head")
        check(bench.run(*words) == said.stdout, f"{what}: CSV is the default in a pipe")
        check(on_terminal(program, *words, "--config", bench.config) == table, f"{what}: a table is the default on a terminal")
    check(len(found) >= 11, f"there are {len(found)} verbs with --format")


def findings(bench):
    """What `doctor` finds, as a listing and in sentences; it ends with code 1 where there is something."""
    rows = list(csv.DictReader(io.StringIO(bench.run("doctor", "--format", "csv", expect=1))))
    objects = [json.loads(line) for line in bench.run("doctor", "--format", "json", expect=1).splitlines()]
    check(rows == objects and list(rows[0]) == ["what", "remedy"], f"doctor lists the same as CSV and JSON: {rows}")
    check(any("2026-01-31.csv in the inbox was refused" in row["what"] for row in rows), "doctor names the refused drop")
    said = bench.run("doctor", expect=1)
    check(all(f"• {row['what']}\n    {row['remedy']}" in said for row in rows), "doctor says sentences otherwise")


def endpoints(bench):
    """`check` tells of endpoints that delivery refuses."""
    with open(bench.config) as file:
        good = file.read()
    for url, allowed, warns in (("https://10.0.0.1/hook", [], True), ("https://10.0.0.1/hook", ["10.0.0.0/8"], False),
                                ("https://192.0.2.1:8443/hook", [], True), ("https://hooks.example.org/x", [], False)):
        settings = yaml.safe_load(good)
        settings["partners"][0]["endpoint"].update(url=url, allowAddresses=allowed)
        with open(bench.config, "w") as file:
            yaml.safe_dump(settings, file, sort_keys=False)
        said = bench.attempt("check")
        check(said.returncode == 0 and ("warning" in said.stderr) == warns, f"check on {url} {allowed}: {said.stderr}")
        check(not warns or "endpoint.allow" in said.stderr, f"with the remedy: {said.stderr}")
    with open(bench.config, "w") as file:
        file.write(good)


def one_object(program, bench, bundle):
    """Verbs that answer with one thing: its JSON is one object."""
    person = bench.rows("assessments")[0]["employee_id"]
    for words in (["scan", "--dry-run"], ["explain", person], ["subject-export", person], ["import", bundle, "--dry-run"]):
        said = bench.run(*words, "--format", "json")
        check(isinstance(json.loads(said), dict), f"{words[0]} --format json is one object")
    report = bench.run("import", bundle, "--dry-run", "--format", "csv")
    check(len(set(map(len, csv.reader(io.StringIO(report))))) <= 1, "the report of an import is CSV of one width")
    shown = on_terminal(program, "import", bundle, "--dry-run", "--config", bench.config)
    check(shown == bench.run("import", bundle, "--dry-run", "--format", "table"), "an import shows a table on a terminal")


def broken_streams(program, bench, bundle):
    """What cannot be written is said and never crashes: a full disk, a closed stream, a reader that has gone."""

    def run(*words, output="/dev/full", closed=None, config=True):
        line = [program, *words, *(["--config", bench.config] if config else [])]
        with open(output, "w") as sink:
            return subprocess.run(line, stdout=sink, stderr=subprocess.PIPE, text=True, timeout=120,
                                  preexec_fn=(lambda: os.close(closed)) if closed else None)

    export = bench.path("streams.csv")
    with open(export, "w") as file:
        file.write("employee_id,hire_date,job,establishment\nE1,2015-01-01,J,S\n")
    full = [["assessments", "--format", "csv"], ["clocks", "--format", "csv"], ["groups"], ["groups", "--format", "table"], ["doctor"], ["check"],
            ["scan", "--dry-run"], ["import", bundle, "--dry-run"], ["import", "--suggest", export]]
    for words in full:
        said = run(*words)
        check(said.returncode == 75 and "No space left on device" in said.stderr and "stands" not in said.stderr,
              f"{' '.join(words)} >/dev/full: code {said.returncode}\n{said.stderr}")
    for words in (["--help"], ["scan", "--help"], ["--version"], ["--generate-completion-script", "bash"]):
        said = run(*words, config=False)
        check(said.returncode == 75 and "No space left" in said.stderr, f"{' '.join(words)} >/dev/full: {said.returncode}")
    day = os.path.basename(bundle)
    for words in (["import", bundle], ["scan", "--as-of", day]):
        said = run(*words)
        check(said.returncode == 75 and "the work stands" in said.stderr and day in said.stderr,
              f"{words[0]} >/dev/full says that it is done: code {said.returncode}\n{said.stderr}")
    with open(bench.path("inbox", "2026-01-30.csv"), "w") as file:
        file.write("nothing,known\n1,2\n")
    os.utime(bench.path("inbox", "2026-01-30.csv"), (0, 0))
    said = run("scan", "--inbox", "--as-of", day)
    check(said.returncode == 3 and "the work stands" in said.stderr and "2026-01-30.csv: " in said.stderr,
          f"a refusal keeps its code where the scan was made: {said.returncode}\n{said.stderr}")
    refused = bench.path("refused.csv")
    with open(refused, "w") as file:
        file.write("employee_id,job,establishment\nE1,J,S\n")
    said = run("import", refused, "--as-of", day)
    check(said.returncode == 3 and "No space left" in said.stderr, f"a refusal keeps its code: {said.returncode}\n{said.stderr}")

    before = bench.run("alerts", "list")
    said = run("alerts", "list", output=os.devnull, closed=1)
    check(said.returncode == 1 and "Standard output is closed" in said.stderr, f"alerts list >&-: {said.returncode} {said.stderr}")
    said = run("alerts", "show", "nothing", output=os.devnull, closed=2)
    check(said.returncode == 1, f"an error that nobody hears keeps its code: {said.returncode}")
    check(bench.run("alerts", "list") == before, "what goes to a closed stream goes into no other file")

    shell = f"'{program}' assessments --format csv --config '{bench.config}' | head -1; echo ${{PIPESTATUS[0]}}"
    said = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, timeout=120)
    check(said.stderr == "" and said.stdout.splitlines()[1] in ("0", "141"), f"| head ends quietly: {said}")
    for stream in ("/dev/full", None):
        with open(stream or os.devnull, "w") as sink:
            said = subprocess.run([program, "scan", "--as-of", "nonsense"], stderr=sink, stdout=sink,
                                  preexec_fn=None if stream else lambda: os.close(2), timeout=60)
        check(said.returncode == 2, f"an error on a broken stderr keeps its code: {said.returncode}")


def sandbox(program, bench, secret):
    """The sandbox takes what keeps to signature, envelope and schema, and says of the rest where it does not."""
    child = subprocess.Popen([program, "sandbox", "--port", "0", "--config", bench.config], stdout=subprocess.PIPE, text=True)
    address = child.stdout.readline().split()[-1]
    good = {
        "specversion": "1.0", "id": "01a208eb-9919-7460-a1c3-7e2180f876d2", "source": "urn:nld:kvknr:12345678:systeem:doorstroom",
        "type": "nl.doorstroom.partners.ping.v1", "subject": "ping", "time": "2026-11-23T14:59:47.609Z",
        "datacontenttype": "application/json", "dataschema": "urn:doorstroom:schema:partners.ping.v1",
        "sequence": "000000000001", "dataclassification": "aggregate", "data": {"message": "ping"}}

    def post(event, key=secret):
        body = json.dumps(event)
        moment = str(int(time.time()))
        seal = hmac.new(base64.b64decode(key.removeprefix("whsec_")), f"{event['id']}.{moment}.{body}".encode(), "sha256")
        request = urllib.request.Request(address + "hooks/werkcentrum", body.encode(), headers={
            "webhook-id": event["id"], "webhook-timestamp": moment, "content-type": "application/cloudevents+json",
            "webhook-signature": "v1," + base64.b64encode(seal.digest()).decode()})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    try:
        check(post(good) == (202, ""), "a good event is taken")
        check(child.stdout.readline().endswith("  verified\n"), "and said to be verified")
        bad = {**good, "data": {"message": "pong", "name": "x"}, "sequence": "1"}
        told = "/sequence does not match ^[0-9]{12}$; /data/name does not belong there; /data/message is not ping"
        said = post(bad)
        check(said[0] == 422 and sorted(said[1].strip().split("; ")) == sorted(told.split("; ")), f"a bad one is refused: {said}")
        check(said[1].strip() in child.stdout.readline(), "and shown with what is wrong")
        check(post(good, key="whsec_" + "A" * 32)[0] == 401, "a wrong signature is refused")
        with urllib.request.urlopen(address + "arrivals", timeout=10) as answer:
            faults = [bool(arrival["eventFault"]) for arrival in json.load(answer)]
        check(faults == [False, True, False], f"all of it is listed: {faults}")
        with urllib.request.urlopen(address, timeout=10) as answer:
            check("/data/message is not ping" in answer.read().decode(), "and on the page")
    finally:
        child.terminate()
        child.wait()


def spoken(bench):
    """Texts for planners: whole in the employer's language, which is Dutch where nothing else is configured."""
    rows = bench.rows("assessments")
    kinds = {"selection": ("indicated", "exposed"), "phase": ("1", "2", "3", "4")}
    people = {row["employee_id"] for column, values in kinds.items() for value in values
              for row in [row for row in rows if row[column] == value][:1]}
    check(len(people) >= 4, f"people of every phase are explained: {len(people)}")
    hidden = {row["establishment"]: row["employee_id"] for row in rows if row["phase"] == "2" and "closing" in row["rules"]}.values()
    warned = [bench.run("explain", person, "--language", "en").startswith("Not announced (until ") for person in hidden]
    check(any(warned) and not all(warned), f"one closure is embargoed, another announced: {len(warned)}, {sum(warned)}")
    for row in rows:
        if row["employee_id"] not in people:
            continue
        dutch, english = (bench.run("explain", row["employee_id"], "--language", language) for language in ("nl", "en"))
        told = json.loads(bench.run("explain", row["employee_id"], "--format", "json"))
        check(("notAnnounced" in told) == dutch.startswith("Niet aangekondigd (") == english.startswith("Not announced ("),
              f"what is not announced is said first, and nothing else is: {dutch}")
        check("cases" not in json.dumps(told["odometer"]), "others' rows are not told")
        names = f"\n{told['jobTitle']} (functiegroep {row['job_group']}), {told['establishmentName']} ({row['establishment']})\n"
        check(names in dutch, f"job and place are named: {dutch}")
        if row["probability"] and "likelihood" in told:
            check(round(float(row["probability"]) * 100) == told["likelihood"]["probability"],
                  f"the chance is that of the listing: {row['probability']}, {told['likelihood']['probability']}")
        for clock in told["clocks"]:
            isBinding = clock["kind"] in ("deadline", "period-end") or clock["rule"] == "pension-date"
            isOver = isBinding and clock.get("date", "9") < told["asOf"]
            line = next(line for line in english.splitlines() if clock["statement"]["english"] in line) if isOver else ""
            check(not isOver or "has passed" in line, f"a day that has passed is said to: {line}")
        body, versions = dutch.split("\n[programma ")
        check("wettelijke regels NL" in versions, f"the rule versions are named in Dutch: {versions}")
        check(not re.search(r"\d{4}-\d\d-\d\d", body), f"a Dutch explanation writes dates in words:\n{body}")
        for rule in row["rules"].split("|"):
            check(re.search(rf"^  {rule} \(.+\): ", body, re.M), f"{rule} has its Dutch name beside it:\n{body}")
            check(f"  {rule}: " in english, f"{rule} stands by itself in English:\n{english}")
        if row["redundancy_date"]:
            year, month, day = map(int, row["redundancy_date"].split("-"))
            check(re.search(rf"^  Redundancy date: {day} [A-Z][a-z]+ {year}$", english, re.M), f"its date is told:\n{english}")
        left = "Left on: " in english
        check(left == (row["phase"] == "4"), f"who has left is not expected to:\n{english}")
    check(bench.run("explain", rows[0]["employee_id"]).startswith("Fase "), "explain speaks the employer's language")
    check("\nMensen, " in bench.run("scan", "--dry-run"), "scan speaks the employer's language")
    check("\nPeople, " in bench.run("scan", "--dry-run", "--language", "en"), "scan speaks the language that is asked for")


def ledger(bench):
    """The dated ledger: a row per clock of people in phases 2 to 4 and of events, and nothing moved while no law changes."""
    rows = bench.rows("clocks")
    phases = {row["employee_id"]: row["phase"] for row in bench.rows("assessments")}
    check(rows and all(bool(row["employee_id"]) != bool(row["job_group"]) for row in rows), "a clock has one subject")
    check(all(phases[row["employee_id"]] in "234" for row in rows if row["employee_id"]), "nobody in phase 1 has one")
    for row in rows:
        check(row["date"] and row["source"] and row["inputs"] and row["certainty"] in ("verified", "unverified"), str(row))
        check(bool(row["amount"]) >= (row["rule"] == "transition-payment"), f"a payment has an amount: {row}")
    person = next(row["employee_id"] for row in rows if row["rule"] == "transition-payment")
    own = bench.rows("clocks", "--employee", person)
    check(own == [row for row in rows if row["employee_id"] == person], "the clocks of one are those of the list")
    explained = json.loads(bench.run("explain", person, "--format", "json"))["clocks"]
    explained.sort(key=lambda clock: clock["date"])
    check([clock["rule"] for clock in explained] == [row["rule"] for row in own], "explain has the same")
    check([clock.get("date") for clock in explained] == [row["date"] for row in own], "on the same days")
    people, events = [row for row in rows if row["employee_id"]], [row for row in rows if row["job_group"]]
    check(rows == people + events, "people's clocks, then those of events")
    for part in (people, events):
        check([row["date"] for row in part] == sorted(row["date"] for row in part), "in the order of their days")
    middle = people[len(people) // 2]["date"]
    check(bench.rows("clocks", "--from", middle, "--until", middle) == [row for row in rows if row["date"] == middle],
          "the clocks of one day")
    table = bench.run("clocks", "--format", "table", "--employee", person)
    check("transitievergoeding" in table and "transition-payment" not in table, f"a table in Dutch: {table}")
    marked = bench.run("clocks", "--format", "table", "--language", "en").splitlines()[2:]
    as_of = json.loads(bench.run("explain", person, "--format", "json"))["asOf"]
    check([" passed " in line for line in marked] == [row["date"] < as_of for row in rows], "what has passed is marked")
    check("transition-payment" in bench.run("clocks", "--format", "table", "--employee", person, "--language", "en"), "and in English")
    check(bench.run("clocks", "--words", "--employee", person).count("\n") == len(own), "a sentence for each")
    check(bench.rows("clocks", "--changes") == [], "nothing moved")


def recomputed(receipts, head):
    """Whoever has the receipts alone can make every hash anew, by the form that the handbook gives."""
    def number(value):
        return struct.pack("<q", -2**63 if value is None else value)

    def field(value):
        data = b"" if value is None else value if isinstance(value, bytes) else value.encode()
        return number(None if value is None else len(data)) + data

    lines = {}
    for receipt in receipts:
        for place, step in enumerate(receipt["steps"]):
            event = receipt if place == 0 else {}
            digest = bytes.fromhex(receipt["digest"]) if place == 0 else None
            content = b"".join([
                bytes.fromhex(step.get("previous", "00" * 32)), number(step["line"]), number(step["moment"]), number(step["outbox"]),
                field(step["state"]), number(step["attempts"]), field(step.get("note")), field(event.get("event")),
                field(event.get("partner")), field(event.get("type")), field(event.get("subject")), number(event.get("sequence")),
                field(digest)])
            check(hashlib.sha256(content).hexdigest() == step["hash"], f"line {step['line']} has the hash of its fields")
            lines[step["line"]] = step
    check(all(lines[line].get("previous") == (lines[line - 1]["hash"] if line > 1 else None) for line in lines), "lines are chained")
    check(head == f"{max(lines)}:{lines[max(lines)]['hash']}", "up to the head")


def delivery_ledger(bench):
    """The chained record of deliveries: whole, told by heads noted before, and broken by whatever writes past the program."""
    events = {row["id"]: row["state"] for row in bench.rows("deliveries", "list")}
    rows = bench.rows("ledger", "list")
    check(events and [int(row["number"]) for row in rows] == list(range(1, len(rows) + 1)), "a line for every state")
    check({row["event"]: row["state"] for row in rows} == events, "the last line of an event is its state")
    partner = rows[0]["partner"]
    check(bench.rows("ledger", "list", "--partner", partner) == [row for row in rows if row["partner"] == partner], "of one partner")
    head = bench.run("ledger", "head").strip()
    check(f"Head: {head}" in bench.run("ledger", "verify", "--head", head), "it is whole, and holds its own head")
    check(head == f"{rows[-1]['number']}:{rows[-1]['hash']}", "the head is the last line")
    other = head[:-1] + ("0" if head[-1] != "0" else "1")
    bench.run("ledger", "verify", "--head", other, expect=1)
    bench.run("ledger", "verify", "--head", "none", expect=2)
    *receipts, last = [json.loads(line) for line in bench.run("ledger", "receipts").splitlines()]
    check(last == {"head": head} and {receipt["event"] for receipt in receipts} == set(events), "a receipt for every event")
    recomputed(receipts, head)
    check(all(receipt["steps"][-1]["state"] == events[receipt["event"]] for receipt in receipts), "up to its present state")
    database = sqlite3.connect(bench.settings["storage"]["path"])
    for state, code in (("parked", 1), (rows[0]["state"], 0)):
        database.execute("UPDATE ledger SET state = ? WHERE number = 1", (state,))
        database.commit()
        bench.run("ledger", "verify", expect=code)
    database.close()


def vitality(bench):
    """The vitality of units stands in columns after those that were there before; other scopes do not have it."""
    units = bench.rows("scores", "--of", "unit")
    check(list(units[0])[-2:] == ["vitality", "low_vitality"], f"the columns of units: {list(units[0])}")
    low = [row for row in units if row["low_vitality"] == "yes"]
    check(low and all(float(row["vitality"]) < 40 for row in low), "a unit under 40 is low")
    check(all(float(row["vitality"]) >= 40 for row in units if row["low_vitality"] == "no"), "no other is")
    check(all(row["vitality"] == "" for row in units if row["people"] == ""), "a withheld unit shows none")
    check("vitality" not in bench.rows("scores", "--of", "group")[0], "groups have none")


def hidden_truth(program):
    """An employer whose future is known: its snapshots go the usual way, and what became of all is no snapshot."""
    with Workbench(program) as bench:
        bench.write_config()
        folder = bench.path("judged")
        done = subprocess.run([program, "sample", folder, "--employees", "2000", "--months", "13", "--every-months", "6",
                               "--seed", "2", "--until", "2026-10-31", "--hidden-truth", "main"], capture_output=True, text=True)
        check(done.returncode == 0 and "wrote 3 snapshots" in done.stdout + done.stderr, f"sample with hidden truth: {done}")
        names = sorted(os.listdir(folder))
        check(names == ["2025-10-31", "2026-04-30", "2026-10-31", "truth"], f"snapshots and the truth beside them: {names}")
        for name in names[:-1]:
            bench.run("import", os.path.join(folder, name))
        bench.run("import", os.path.join(folder, "truth"), expect=3)
        bench.run("scan", "--as-of", names[-2], "--no-send")
        rows = bench.rows("assessments", "--as-of", names[-2])
        truth = csv_rows(os.path.join(folder, "truth", "truth.csv"))
        known = {row["employee_id"] for row in truth}
        check(len(rows) > 1500 and all(row["employee_id"] in known for row in rows), "the truth has everybody")
        gone = {row["employee_id"] for row in truth if row["redundant_exit"] and names[0] < row["redundant_exit"] <= names[-2]}
        ended = {row["employee_id"] for row in rows if row["phase"] == "4"}
        check(len(gone) > 30 and len(gone & ended) * 10 > 8 * len(gone), "who was made redundant is found in phase 4")
    refused = subprocess.run([program, "sample", "/nonexistent", "--every-months", "3"], capture_output=True, text=True)
    check(refused.returncode == 2, f"an interval without hidden truth is refused: {refused}")


def forecasts(program):
    """What is said of the future, what it rests on, and how often its like was right: before and after there is a past."""
    with Workbench(program) as bench:
        bench.write_config()
        folder = bench.path("judged")
        subprocess.run([program, "sample", folder, "--employees", "1500", "--months", "36", "--every-months", "3",
                        "--seed", "2", "--until", "2026-10-31", "--hidden-truth", "main"], capture_output=True, check=True)
        dates = [name for name in sorted(os.listdir(folder)) if name != "truth"]

        bench.run("import", os.path.join(folder, dates[0]))
        bench.run("scan", "--as-of", dates[0], "--no-send")
        said = bench.attempt("backtest", "--language", "en")
        check(said.returncode == 1 and said.stdout == "" and dates[0] in said.stderr
              and "no forecast of 18 months has run its course yet" in said.stderr
              and "--backfill" in said.stderr and "--months" in said.stderr, f"one snapshot is too short a past: {said}")
        said = bench.attempt("forecast", "--language", "en")
        check("fewer than 3 snapshots can be compared. 1000 futures" in said.stderr and "run 'doorstroom backtest'" in said.stderr, said.stderr)
        check({row["basis"] for row in csv.DictReader(io.StringIO(said.stdout))} <= {"default"}, f"nor a history: {said}")

        for date in dates[1:]:
            bench.run("import", os.path.join(folder, date))
        bench.run("scan", "--as-of", dates[-1], "--no-send")
        groups, people = bench.rows("forecast"), bench.rows("assessments")
        group = lambda row: (row["job_group"], row["establishment"])
        check({row["basis"] for row in groups} == {"history", "trend"}, f"plans and a trend are drawn: {groups}")
        for row in groups:
            own = [person for person in people if group(person) == group(row)]
            check(0 <= float(row["chance"]) <= 1 and 0 <= int(row["low"]) <= int(row["high"]) <= int(row["in_service"]), str(row))
            check(row["earliest"] <= row["median"] or not row["median"], f"one in ten comes before one in two: {row}")
            check(bool(row["trend_per_year"]) == (row["basis"] == "trend"), f"a trend has a slope: {row}")
            check({person["basis"] for person in own} <= {"", row["basis"]}, f"people rest on what their group does: {row}")
            # Each person's is rounded to 0.01.
            total = sum(float(person["probability"] or 0) for person in own)
            check(abs(total - float(row["expected"])) <= 0.005 * len(own) + 0.005, f"people's chances add up: {total}, {row}")
        drawn = set(map(group, groups))
        check(all(group(row) in drawn for row in people if row["basis"]), "nobody else has a chance")
        check(any("likely" in row["rules"].split("|") for row in people), "somebody is likely")
        check(bench.rows("forecast", "--as-of", dates[0]) == list(csv.DictReader(io.StringIO(said.stdout))), "the first scan's is kept")

        check("has run its course" in bench.attempt("backtest", "--months", "60", "--language", "en").stderr, "nor five years")
        told = bench.run("backtest", "--language", "en")
        for words in ("forecasts on 6 dates from 31 January 2024 to 30 April 2025", "Brier score", "Reliability slope",
                      "(precision)", "(recall)", "flagged losses, half were flagged", "\n  history (", "\n  default (", "\n  trend (", "In brackets: "):
            check(words in told, f"a backtest tells of '{words}':\n{told}")
        check("voorspellingen op 6 datums van 31 januari 2024" in bench.run("backtest"), "and in the employer's language")
        record = json.loads(bench.run("backtest", "--format", "json"))
        overall = record["result"]["overall"]
        check(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(record["made"])), f"it has a time: {record['made']}")
        check((record["snapshotDate"], record["horizonMonths"]) == (dates[-1], 18), "and what it knew")
        check(overall["pairs"] > 5_000 and overall["events"] > 50, f"many are judged: {overall['pairs']}, {overall['events']}")
        check(overall["brier"]["value"] < overall["brierOfBaseline"]["value"] < overall["brierOfBaseRate"]["value"],
              "better than surplus by heads, which is better than the share that is lost")
        said = bench.attempt("forecast", "--language", "en", "--format", "table")
        check(f"In the past (backtest of 18 months on snapshots up to {dates[-1]}): of 100 people flagged, " in said.stderr
              and "Exit rates: your own, from 12 snapshots" in said.stderr, f"it stands beside the forecast: {said.stderr}")
        check("In het verleden (backtest van 18 maanden op " in bench.attempt("forecast").stderr, "in the employer's language")
        full = subprocess.run([program, "backtest", "--config", bench.config], stdout=open("/dev/full", "w"),
                              stderr=subprocess.PIPE, text=True)
        check(full.returncode == 75 and "the work stands" in full.stderr, f"a full disk does not undo it: {full.stderr}")

        bench.settings["prevention"] = {"draws": 0}
        bench.write_config()
        bench.run("scan", "--as-of", dates[-1], "--no-send")
        check(bench.run("forecast", "--format", "csv") == ",".join(groups[0]) + "\n", "without draws there is a header alone")
        check(bench.run("forecast", "--format", "json") == "", "and no line of JSON")
        table = bench.run("forecast", "--format", "table", "--language", "en")
        check(table == "This scan computed no probabilities.\n", f"and a table says so: {table}")
        check(not any(row["probability"] or row["basis"] or "likely" in row["rules"] for row in bench.rows("assessments")),
              "and nobody has one")


def two_countries(program):
    """Side by side in one employer: what binds in the Netherlands and in Belgium, in words and as data."""
    with Workbench(program) as bench:
        bench.write_config()
        os.makedirs(bench.path("bundle"))
        people = ["1,1970-05-05,2010-03-01,J,{0},2026-10-15,3000",
                  *[f"{n},1980-01-01,20{n}-01-01,J,{{0}},,3000" for n in range(11, 21)]]
        files = {"employees.csv": ["employee_id,birth_date,hire_date,job,establishment,redundant_since,monthly_salary",
                                   *[country + person.format(country) for country in ("NL", "BE") for person in people]],
                 "establishments.csv": ["establishment,country,statutory_area,technical_unit", "NL,NL,Oost,", "BE,BE,,TBE1"],
                 "plan.csv": ["job_group,establishment,date,planned_fte", "*,NL,2027-06-30,7", "*,BE,2027-06-30,7"],
                 "snapshot.yaml": ["asOf: 2026-10-31", "source: written by hand"]}
        for name, lines in files.items():
            with open(bench.path("bundle", name), "w") as file:
                file.write("\n".join(lines) + "\n")
        bench.run("import", bench.path("bundle"))
        bench.run("scan", "--as-of", "2026-10-31", "--no-send")
        own = {"NL": ({"notice-end", "redeployment-end", "transition-payment"},
                      "end on 28 February 2027", "eindigen op 28 februari 2027"),
               "BE": ({"notice-end", "outplacement-right", "outplacement-offer"},
                      "with 3 months and 39 weeks, end on 15 October 2027",
                      "met 3 maanden en 39 weken eindigen op 15 oktober 2027")}
        only = {"NL": {"redeployment-end", "transition-payment"}, "BE": {"outplacement-right", "outplacement-offer"}}
        for country, other in (("NL", "BE"), ("BE", "NL")):
            rules, english, dutch = own[country]
            told = json.loads(bench.run("explain", country + "1", "--format", "json"))
            clocks = {clock["rule"]: clock for clock in told["clocks"]}
            check(rules <= clocks.keys() and not only[other] & clocks.keys(), f"{country} has its own clocks: {sorted(clocks)}")
            check(all(clock["country"] == country for clock in clocks.values()), f"by its own law: {clocks}")
            check(told["rules"][0]["statute"]["country"] == country, "and so has the rule")
            check(english in bench.run("explain", country + "1", "--language", "en"), f"{country} in English")
            check(dutch in bench.run("explain", country + "1"), f"{country} in Dutch")
        rows = {row["employee_id"]: row for row in bench.rows("assessments")}
        check(rows["NL20"]["rules"].startswith("indicated") and rows["NL20"]["rank"] == "1", "an order in the Netherlands")
        check(rows["BE20"]["selection"] == "exposed" and rows["BE20"]["rank"] == "", "none in Belgium")
        for identity in ("NL20", "BE20"):
            percent = round(100 * float(rows[identity]["probability"]))
            told = bench.run("explain", identity, "--language", "en")
            check(f"The chance of redundancy within 18 months is {percent} %" in told, f"{identity} hears its chance:\n{told}")
        check("There is no statutory order in BE" in told, "and that there is no order")


def csv_rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def odometer(bench):
    """Sentences in two languages, and the cases by employee, which are noted in the audit log."""
    rows = bench.rows("odometer")
    check([row["rule"] for row in rows] == ["wmco"] * len(rows), f"the Dutch rule: {rows}")
    english, dutch = bench.run("odometer", "--words", "--language", "en"), bench.run("odometer", "--words")
    for row in rows:
        check(f"NL wmco: {row['count']} of {row['threshold']} in area {row['unit']}" in english, english)
        check(f"NL wmco: {row['count']} van {row['threshold']} in gebied {row['unit']}" in dutch, dutch)
    cases = bench.rows("odometer", "--cases")
    for row in rows:
        planned = [case for case in cases if case["unit"] == row["unit"] and case["standing"] == "forecast"]
        check(len(planned) == int(row["forecast"]), f"as many planned cases as {row['unit']} counts")
    known = {row["employee_id"] for row in bench.rows("assessments")}
    check(cases and all(case["employee_id"] in known for case in cases), "cases are people of the scan")
    with contextlib.closing(sqlite3.connect(bench.settings["storage"]["path"])) as database:
        noted = database.execute("SELECT count(*) FROM audit_log WHERE verb = 'odometer'").fetchone()[0]
    # The listing of every verb shows counts only; the cases were listed once.
    check(noted == 1, f"the audit log has {noted} notes of the odometer")
    bench.run("odometer", "--cases", "--words", expect=2)


def crises(bench):
    """A crisis waits for a person: doctor says so until one has decided, and it is shown in two languages."""
    waiting = [row for row in bench.rows("crises") if row["partners_know"] == "needs-release"]
    check(waiting, "the sample employer has a crisis that waits for a person")
    subject = waiting[0]["subject"]
    said = lambda: [row["remedy"] for row in bench.rows_failing("doctor") if subject in row["remedy"]]
    check(said() and "crises release" in said()[0], "doctor names the crisis and the way out")
    check("UWV" in bench.run("crises", "show", subject, "--language", "en"), "it says what binds")
    dutch = bench.run("crises", "show", subject)
    check("collectief ontslag (wmco)" in dutch, "and in Dutch")
    check(waiting[0]["notify_by"] < waiting[0]["first_notice_by"] and "eerste opzegging gaat uiterlijk" in dutch,
          f"with the days by which it is notified and the first notice goes: {waiting[0]} {dutch}")
    reasons = [row["reason"] for row in bench.rows("crises", "list", "--language", "nl") if row["subject"] == subject]
    check("iemand dat vrijgeeft" in reasons[0], f"the list speaks Dutch where asked: {reasons}")
    bench.run("crises", "hold", subject, "--reason", "talks")
    held = {row["subject"]: row["partners_know"] for row in bench.rows("crises")}
    check(held[subject] == "held", f"a hold shows: {held}")
    long = bench.attempt("crises", "hold", subject, "--reason", "x" * 501)
    check(long.returncode == 2 and "at most 500" in long.stderr, f"a reason has a length: {long}")
    announced = "not announced" not in waiting[0]["reason"]
    if not announced:
        refused = bench.attempt("crises", "release", subject, "--reason", "informed")
        check(refused.returncode == 1 and "--unannounced" in refused.stderr, f"not unknowingly: {refused}")
    knowing = [] if announced else ["--unannounced"]
    check("it goes out to werkcentrum" in bench.run("crises", "release", subject, "--reason", "informed", *knowing), "released")
    released = {row["subject"]: row["partners_know"] for row in bench.rows("crises")}
    check(released[subject] == "intended" and not said(), f"it goes out at the next release: {released}")
    bench.run("alerts", "release", subject, expect=1)
    bench.run("crises", "show", "nothing", expect=1)


def unsent(bench, bundle):
    """Events for whoever is no partner any more: the night's text says that they wait, and doctor says it once."""
    bench.partners.clear()
    bench.write_config()
    said = bench.run("scan", "--as-of", os.path.basename(bundle), "--language", "en")
    check("events wait for a partner who is not in the configuration" in said, f"the summary tells: {said}")
    check("partner-not-configured" in bench.run("notices", "--format", "csv"), "it is a notice")
    rows = [row["what"] for row in bench.rows_failing("doctor") if "not in the configuration" in row["what"]]
    check(len(rows) == 1 and re.match(r"\d+ events wait for werkcentrum,", rows[0]), f"doctor says it once, with how many: {rows}")


def completions(program):
    """The scripts that shells complete with are generated, and each shell that is here can read its own."""
    for shell, command in (("bash", ["bash", "-n"]), ("zsh", ["zsh", "-n"]), ("fish", ["fish", "--no-execute"])):
        script = subprocess.run([program, "--generate-completion-script", shell], capture_output=True, text=True)
        check(script.returncode == 0 and "assessments" in script.stdout, f"completions for {shell}")
        if shutil.which(shell):
            read = subprocess.run([*command, "/dev/stdin"], input=script.stdout, capture_output=True, text=True)
            check(read.returncode == 0, f"{shell} reads its completions: {read.stderr}")


def main(program):
    program = os.path.abspath(program)
    verbs = commands(program)
    help_texts(program, verbs)
    completions(program)
    hidden_truth(program)
    forecasts(program)
    two_countries(program)
    with Workbench(program) as bench:
        secret = bench.add_partner("werkcentrum", 9)
        bench.write_config()
        bundle = bench.sample(employees=1500, months=1, until=last_month_end())[0]
        bench.run("import", bundle)
        bench.run("scan", "--as-of", os.path.basename(bundle), "--release-now")
        with open(bench.path("inbox", "2026-01-31.csv"), "w") as file:
            file.write("nothing,known\n1,2\n")
        os.utime(bench.path("inbox", "2026-01-31.csv"), (0, 0))
        bench.run("import", "--inbox", expect=3)
        partners_answered(bench)
        listings(program, bench, verbs)
        findings(bench)
        endpoints(bench)
        one_object(program, bench, bundle)
        spoken(bench)
        vitality(bench)
        ledger(bench)
        delivery_ledger(bench)
        odometer(bench)
        crises(bench)
        errors(program, bench)
        sandbox(program, bench, secret)
        broken_streams(program, bench, bundle)
        unsent(bench, bundle)
    finish()


if __name__ == "__main__":
    main(sys.argv[1])
