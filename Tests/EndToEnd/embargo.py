"""The same employer over the same nights, once without a closure and once with one that nobody outside may know of: under
embargo, not announced yet, or held by a person. Whoever looks from outside sees the same, to the byte, until it is let go."""

import copy
import datetime
import glob
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request

from support.partner_client import TOKEN
from support.peers import free_port
from support.receiver import Receiver
from support.workbench import Workbench, check, finish

# Far ahead, whenever this is run. People are counted on those that lie four weeks apart; on the others nothing may move.
NIGHTS = ["2031-06-09", "2031-06-10", "2031-07-07", "2031-07-22", "2031-08-04"]
# From the second night on there is something to hide; the last lets it go.
HIDDEN_FROM, LAST = NIGHTS[1], NIGHTS[-1]
# When verbs begin, of a night; after the release time of 09:00 in Amsterdam what is due is released and sent.
MOMENTS = {"scan": "02:00:00", "decision": "04:00:00", "release": "08:30:00", "service": "12:00:00", "filing": "13:00:00"}


class Employer(Workbench):
    """Fifteen welders whose closure everybody knows, forty carers and their internship; and what is to be hidden. If
    the warehouse closes, with its twenty-five, that is a collective redundancy, which is hidden as well."""

    def __init__(self, program, port, hides):
        super().__init__(program)
        self.hides = hides
        self.settings["log"] = {"level": "debug", "format": "json"}
        # Every scan is one that this program asks for.
        self.settings["schedule"] = {"scan": "0 2 1 1 *"}
        self.settings["console"], self.settings["metrics"] = {"port": free_port()}, {"port": free_port()}
        self.settings["partnerApi"] = {"enabled": True, "port": free_port()}
        events = ("redundancies", "internships", "crises")
        self.add_partner("centre", port, events=events, ratePerSecond=1000)
        self.add_partner("school", port, kind="school", events=("internships",), ratePerSecond=1000)
        self.write_config()

    def bundle(self, night):
        """The folder of the snapshot of a night."""
        hides = self.hides if night >= HIDDEN_FROM else None
        people = [("W", "WELD", "HGL", 15), ("C", "CARE", "HGL", 40), ("S", "STOCK", "ZWO", 25), ("T", "TEACH", "ZWO", 30)]
        files = {
            "snapshot.yaml": f"asOf: {night}\nsource: by hand\n",
            "employees.csv": "employee_id,name,birth_date,hire_date,job,establishment,unit,contract,fte\n" + "".join(
                f"{letter}{1000 + n},Persoon {letter}nr{n},{1970 + n % 15}-03-01,{2000 + n % 20}-05-01,{job},{place},U-{place},permanent,1.00\n"
                for letter, job, place, heads in people for n in range(heads)),
            "jobs.csv": "job,title,isco08\nWELD,Lasser,7212\nCARE,Verzorgende,5321\nSTOCK,Magazijn,4321\nTEACH,Leraar,2330\n",
            "establishments.csv": "establishment,name,country,region,statutory_area\nHGL,Hengelo,NL,Twente,Oost\nZWO,Zwolle,NL,Zwolle,Noord\n",
            "units.csv": "unit,name,establishment,trainers\nU-HGL,Hal,HGL,2\nU-ZWO,School,ZWO,4\n",
            "internships.csv": "internship,unit,job,starts,places,audience\nST-1,U-HGL,CARE,2032-02-01,3,student\n",
            "plan.csv": "job_group,establishment,date,planned_fte,announced_on,embargo_until\nWELD,HGL,2032-03-31,0,2031-05-01,\n",
        }
        if hides == "embargo":
            files["plan.csv"] += f"STOCK,ZWO,2032-03-31,0,2031-05-01,{LAST}\n"
        if hides == "unannounced":
            files["plan.csv"] += "STOCK,ZWO,2032-03-31,0,,\n"
        if hides == "held-alert":
            files["plan.csv"] += "STOCK,ZWO,2032-03-31,10,2031-05-01,\n"
        if hides == "held-offer":
            files["internships.csv"] += "ST-2,U-ZWO,TEACH,2032-02-01,2,student\n"
        folder = self.path("bundles", night)
        os.makedirs(folder)
        for name, text in files.items():
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)
        return folder

    def at(self, moment, *arguments):
        """Runs a verb from a moment on, and returns what it wrote to its log."""
        for _ in range(50):
            done = subprocess.run(["faketime", "-f", "@" + moment, self.program, *arguments, "--config", self.config],
                                  capture_output=True, text=True, timeout=600, env={**os.environ, **CLOCKS})
            # `faketime` stumbles over what a killed one of the same process number left in shared memory.
            if done.returncode == 0 or "sem_open" not in done.stderr:
                break
        check(done.returncode == 0, f"{' '.join(arguments)} at {moment}: {done.returncode}\n{done.stderr[-2000:]}")
        self.said = done.stdout
        return done.stderr

    def decide(self, night):
        """What a person does between scan and release."""
        if self.hides == "held-alert" and night in (NIGHTS[2], LAST) or self.hides == "unannounced" and night == LAST:
            verb, key = "alerts", next(row["subject"] for row in self.listing("alerts") if row["occupation"] == "4321")
        elif self.hides == "held-offer" and night in (HIDDEN_FROM, LAST):
            verb, key = "offers", "ST-2"
        else:
            return
        self.at(f"{night} {MOMENTS['decision']}", verb, "release" if night == LAST else "hold", key, "--reason", "a test")

    def listing(self, verb):
        self.at(f"{NIGHTS[-1]} {MOMENTS['decision']}", verb, "list", "--format", "json")
        return [json.loads(line) for line in self.said.splitlines()]


# Only the time of day is another: waiting, and how long it takes, goes by the true clock.
CLOCKS = {"FAKETIME_FORCE_MONOTONIC_FIX": "0", "TZ": "UTC"}


def clocked(moment):
    """The environment of a service that begins at a moment: `faketime` itself would keep signals from it."""
    library = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")[0]
    return {"LD_PRELOAD": library, "FAKETIME": "@" + moment, **CLOCKS}


# What is to be seen from outside. One function for each source: it gets the employer after a night's release, and gives
# lines. A further source, such as an answer to a partner, is a further function in `SOURCES`.


def arrivals(employer):
    """Every request of every partner: its body whole, its headers, its number and time, and how many times there are."""
    lines = [f"{partner} {json.dumps(headers, sort_keys=True)} {body.decode()}" for partner, headers, body in employer.arrived]
    times = {json.loads(body).get("time") for _, _, body in employer.arrived}
    return [*lines, f"{len(times)} times"]


def log(employer):
    """What the scan, the release and the service said, at every level: the service manager's journal holds it. Of lines about
    deliveries that follow one another the order is that of random keys."""
    lines = []
    for is_delivery, group in itertools.groupby(employer.logged, lambda line: '"delivery.event"' in line):
        lines += sorted(group, key=lambda line: re.findall(r'delivery\.(?:partner|state)":"\w+', line)) if is_delivery else group
    return lines


def receipts(employer):
    """What is filed as proof of deliveries, and the numbers of the ledger's lines in it."""
    employer.at(f"{employer.night} {MOMENTS['filing']}", "ledger", "receipts")
    numbers = sorted(int(number) for number in re.findall(r'"line":(\d+)', employer.said))
    # In which order events of one release are queued is drawn, and the very first line has none before it.
    said = re.sub(r'"previous":"[0-9a-f]{64}",', "", re.sub(r'"(line|outbox)":\d+', r'"\1":N', employer.said))
    return [*said.splitlines(), f"lines {numbers}"]


def ledger(employer):
    """The ledger's head, which partners and archives keep: its number, and that there is a hash."""
    employer.at(f"{employer.night} {MOMENTS['filing']}", "ledger", "head")
    return employer.said.splitlines()


def endpoint(name, listener, path):
    """An answer of the running service."""
    def read(employer):
        return [f"{name} {line}" for line in employer.answers[listener, path].splitlines()]
    return read


def resync(employer):
    """What a partner gets that asks for everything again: each event, and where the list ends."""
    page = json.loads(employer.answers["partnerApi", EVENTS])
    cursor = re.sub(r"[\w-]", "x", page.pop("cursor"))
    return [*(json.dumps(event, sort_keys=True) for event in page.pop("events")), f"{json.dumps(page)} {cursor}"]


def offers(employer):
    """What a partner reads of each internship that it was told of."""
    return employer.answers["partnerApi", "offers"].splitlines()


EVENTS = "/partner/v1/events?limit=200"
PATHS = [("console", "/healthz"), ("console", "/readyz"), ("console", "/schemas"), ("metrics", "/metrics")]
SOURCES = {"arrivals": arrivals, "log": log, "receipts": receipts, "ledger": ledger, "resync": resync,
           "offers": offers, **{path: endpoint(path, listener, path) for listener, path in PATHS}}
# Of these the order is that of random keys.
UNORDERED = {"arrivals", "receipts", "resync", "offers"}
UUID = r"\b([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b"


class Seen:
    """What was seen of an employer after a night, from every source."""

    def __init__(self, employer):
        self.lines = {name: read(employer) for name, read in SOURCES.items()}
        self.texts = {employer.folder: "FOLDER", str(employer.port): "PORT",
                      **{str(employer.settings[name]["port"]): "PORT" for name in ("console", "metrics", "partnerApi")}}

    def altered(self, name, change):
        """The same with other lines of one source: material for a test of the comparison."""
        other = copy.copy(self)
        other.lines = {**self.lines, name: change(list(self.lines[name]))}
        return other

    def normalised(self, name):
        lines = [self.normalised_line(line) for line in self.lines[name]]
        return sorted(lines) if name in UNORDERED else lines

    def normalised_line(self, line):
        """Without what is drawn at random for every employer, and without what differs between two runs of any program:
        folders, ports, hashes, how long something took, where in the ten minutes after a verb's start it happened. Of an
        id the part stays that tells its time."""
        for text, name in self.texts.items():
            line = re.sub(rf"(?<![0-9]){re.escape(text)}(?![0-9])", name, line)
        line = re.sub(UUID, lambda id: f"id of {self.moment(int(id[1] + id[2], 16) / 1000, id[0])}", line)
        line = re.sub(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z",
                      lambda found: self.moment(datetime.datetime.fromisoformat(found[0]).timestamp(), found[0]), line)
        line = re.sub(r"\b19\d{8}(\.\d+)?\b", lambda found: self.moment(float(found[0]), found[0]), line)
        line = re.sub(r'"moment":(\d{13})\b', lambda found: f'"moment":"{self.moment(int(found[1]) / 1000, found[1])}"', line)
        line = re.sub(r"\b[0-9a-f]{64}\b", "HASH", line)
        line = re.sub(r"\b00-[0-9a-f]{32}-[0-9a-f]{16}-01\b", "TRACE", line)
        line = re.sub(r"\b[0-9a-z]{26}\b", "SUBJECT", line)
        line = re.sub(r"v1,[A-Za-z0-9+/]+=*", "v1,SIGNATURE", line)
        return re.sub(r'(milliseconds":"?)\d+', r"\1N", line)

    def moment(self, seconds, text):
        """The moment, by the start of the verb in whose ten minutes it lies; else as it stands there."""
        for night, verb in itertools.product(NIGHTS, MOMENTS):
            begun = datetime.datetime.fromisoformat(f"{night}T{MOMENTS[verb]}+00:00").timestamp()
            if 0 <= seconds - begun < 600:
                return f"{night} {verb}"
        return text


def differences(one, other):
    """Names of the sources in which two employers can be told apart, with the first line that does it."""
    found = []
    for name in SOURCES:
        a, b = one.normalised(name), other.normalised(name)
        if a != b:
            pairs = zip(a + [None], b + [None])
            found.append((name, next((pair for pair in pairs if pair[0] != pair[1]), (len(a), len(b)))))
    return found


def ask(employer, listener, path):
    request = urllib.request.Request(f"http://127.0.0.1:{employer.settings[listener]['port']}{path}")
    if listener == "partnerApi":
        request.add_header("Authorization", f"Bearer {employer.token}")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read().decode()


def serve(employer, night):
    """What the service answers and logs at noon."""
    wanted = [*PATHS, ("partnerApi", EVENTS)]
    with open(employer.path("log.txt"), "w+") as file:
        daemon = subprocess.Popen(["env", employer.program, "serve", "--config", employer.config], stderr=file,
                                  env={**os.environ, **clocked(f"{night} {MOMENTS['service']}")})
        try:
            end = time.monotonic() + 200
            answers = {}
            while len(answers) < len(wanted) and time.monotonic() < end:
                try:
                    for listener, path in wanted:
                        answers[listener, path] = ask(employer, listener, path)
                except OSError:
                    time.sleep(0.1)
            check(len(answers) == len(wanted), "the service answers")
            told = {event["subject"] for event in json.loads(answers["partnerApi", EVENTS])["events"]
                    if "internships" in event["type"]}
            check(told, "an internship was told of")
            answers["partnerApi", "offers"] = "\n".join(ask(employer, "partnerApi", f"/partner/v1/offers/{key}") for key in told)
            daemon.send_signal(signal.SIGTERM)
            check(daemon.wait(60) == 0, "and ends")
        finally:
            if daemon.poll() is None:
                daemon.kill()
                daemon.wait()
        file.seek(0)
        return answers, file.read()


def live(program, hides):
    """What is seen from outside after each night of an employer that hides something, or nothing."""
    receiver = Receiver()
    with Employer(program, receiver.port, hides) as employer:
        employer.port = receiver.port
        nights = []
        for night in NIGHTS:
            employer.night = night
            bundle = employer.bundle(night)
            before = len(receiver.arrivals)
            text = employer.at(f"{night} {MOMENTS['scan']}", "scan", "--import", bundle, "--as-of", night)
            employer.decide(night)
            text += employer.at(f"{night} {MOMENTS['release']}", "deliver", "--until-empty")
            employer.arrived = receiver.arrivals[before:]
            if night == NIGHTS[0]:
                employer.at(f"{night} {MOMENTS['decision']}", "partners", "token", "centre", "--expires", "365d")
                employer.token = TOKEN.search(employer.said)[0]
            employer.answers, served = serve(employer, night)
            employer.logged = (text + served).splitlines()
            nights.append(Seen(employer))
        if hides:
            kept = [row for row in employer.listing("alerts") if row["occupation"] == "4321"]
            check(bool(kept) == (hides != "held-offer"), f"{hides}: there was something to hide")
    receiver.close()
    return nights


def leaks():
    """What a program that leaks would show, by source and change: each must be found."""
    def in_first(pattern, change):
        def changed(lines):
            first = next(n for n, line in enumerate(lines) if re.search(pattern, line))
            lines[first] = re.sub(pattern, change, lines[first], count=1)
            return lines
        return changed

    return {
        "a metric with a count": ("/metrics", lambda lines: [*lines, "/metrics doorstroom_withheld_alerts 1"]),
        "a gap in a subject's numbers": ("arrivals", in_first(r'"sequence":"0*1"', '"sequence":"00000000000000000002"')),
        "a later time": ("arrivals", in_first(r'"time":"(\d{4}-\d\d-\d\dT\d\d):\d', r'"time":"\1:5')),
        "an id drawn earlier": ("arrivals", in_first(r'"id":"[0-9a-f]{7}', '"id":"01c2000')),
        "one event less": ("arrivals", lambda lines: lines[1:]),
        "an event that was released apart": ("arrivals", in_first(r"^1 times", "2 times")),
        "a line in the log": ("log", lambda lines: [*lines, '{"level":"debug","message":"1 subject waits"}']),
        "two lines in another order": ("log", lambda lines: [*lines[1:], lines[0]]),
        "a line more in the ledger": ("ledger", in_first(r"^\d+", "99")),
        "a place more on offer": ("offers", in_first(r'"available":\d+', '"available":9')),
        "an event that only a resync gives": ("resync", lambda lines: [*lines, lines[0]]),
        "a receipt": ("receipts", lambda lines: [*lines, lines[-1]]),
        "a service that is not ready": ("/readyz", in_first("true", "false")),
    }


def main(program):
    plain = live(program, None)
    check(len(plain[0].lines["arrivals"]) >= 3, "there is something to be heard")
    for night, again in zip(plain, live(program, None)):
        check(not differences(night, again), f"two employers alike cannot be told apart: {differences(night, again)}")
    for what, (name, change) in leaks().items():
        check([found[0] for found in differences(plain[0], plain[0].altered(name, change))] == [name], f"{what} is found")
    for hides in ("embargo", "unannounced", "held-alert", "held-offer"):
        hidden = live(program, hides)
        for date, night, other in zip(NIGHTS[:-1], plain, hidden):
            check(not differences(night, other), f"{hides}, {date}: {differences(night, other)}")
        told = [name for name, _ in differences(plain[-1], hidden[-1])]
        check("arrivals" in told and "receipts" in told and "ledger" in told, f"{hides}: let go, it is told: {told}")
        check(len(hidden[-1].lines["arrivals"]) > len(plain[-1].lines["arrivals"]), f"{hides}: with an event of its own")
    finish()


if __name__ == "__main__":
    main(sys.argv[1])
