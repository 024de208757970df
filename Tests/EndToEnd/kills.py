"""SIGKILL in the middle of import, scan, a whole night, release and delivery: nothing is lost, nothing is sent under a
second id."""

import collections
import datetime
import json
import os
import random
import sqlite3
import sys
import time

from support.receiver import Receiver
from support.stages import kill_in, timed
from support.workbench import Workbench, check, finish, last_month_end

# In nights of separate runs, in nights of one run for both, and in either.
APART, TOGETHER, ALWAYS = ("import", "scan"), ("night's import", "night's scan"), ("release", "deliver")
STAGES = APART + TOGETHER + ALWAYS


def consistent(bench):
    """The database opens, is whole, and holds no half run."""
    database = sqlite3.connect(f"file:{bench.settings['storage']['path']}?mode=ro", uri=True)
    check(database.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "the database is damaged")
    check(database.execute("PRAGMA foreign_key_check").fetchall() == [], "a reference leads nowhere")
    database.close()
    bench.run("ledger", "verify")


def whole(bench, date):
    """A night of one run left nothing, its snapshot, or its snapshot and the run on it, each as a whole."""
    day = (datetime.date.fromisoformat(date) - datetime.date(1970, 1, 1)).days
    database = sqlite3.connect(f"file:{bench.settings['storage']['path']}?mode=ro", uri=True)
    for people, chunks, reports in database.execute(
            "SELECT people, length(chunks), (SELECT count(*) FROM import_log WHERE snapshot = snapshot.id AND NOT refused) "
            "FROM snapshot WHERE as_of = ?", (day,)):
        check(people > 0 and chunks > 0 and reports == 1, f"half a snapshot of {date}")
    for (snapshot,) in database.execute(
            "SELECT snapshot.as_of FROM scan JOIN snapshot ON snapshot.id = scan.snapshot WHERE scan.as_of = ?", (day,)):
        check(snapshot == day, f"the run of {date} is not on its own snapshot")
    database.close()


def runs(number, bundle):
    """The runs of a night, each with the stages that it goes through; every other night is made in one run."""
    date = os.path.basename(bundle)
    scan = ["scan", "--as-of", date]
    night = [([*scan, "--import", bundle], TOGETHER)] if number % 2 else [(["import", bundle], APART[:1]), (scan, APART[1:])]
    return night + [([*scan, "--release-now"], ALWAYS[:1]), (["deliver", "--until-empty"], ALWAYS[1:])]


def status(stage):
    """What the process calls a stage."""
    return stage.split()[-1]


def ends_scan(stages):
    return status(stages[-1]) == "scan"


def release_what_waits(bench):
    for alert in bench.rows("alerts", "list"):
        if alert["state"] == "needs-release":
            bench.run("alerts", "release", alert["subject"])


def last_words(receiver):
    """What each partner was last told, without the keys that chance gave."""
    last = {}
    for partner, _, body in receiver.arrivals:
        event = json.loads(body)
        key = (partner, event["subject"])
        if key not in last or last[key]["sequence"] < event["sequence"]:
            last[key] = event
    return sorted(json.dumps([partner, event["type"], event["data"]], sort_keys=True).replace(event["subject"], "")
                  for (partner, _), event in last.items() if "withdrawn" not in event["type"])


def nights(bench, bundles, receiver, kills):
    """All nights one after the other; `kills` says how often each stage of each night is killed before it is let be."""
    done = collections.Counter()
    spared = 0
    for number, bundle in enumerate(bundles):
        date = os.path.basename(bundle)
        for arguments, stages in runs(number, bundle):
            for stage in stages:
                for _ in range(-(-kills // 2) if stage in ALWAYS else kills):
                    # What a killed run has done already is not done again, so that the next one may end sooner.
                    longest = DURATION[date, stage]
                    for _ in range(6):
                        if kill_in(bench.program, bench.config, arguments, status(stage), longest):
                            done[stage] += 1
                            break
                        spared += 1
                        longest /= 2
                    consistent(bench)
                    if stages == TOGETHER:
                        whole(bench, date)
            bench.run(*arguments)
            if ends_scan(stages):
                release_what_waits(bench)
    return done, spared


DURATION = {}


def main(program, wanted=50, seed=1):
    random.seed(seed)
    employees, months = 3000, 6
    # Partners that take a moment, so that there is a delivery to be killed in.
    slowly = lambda partner, number: (time.sleep(0.02), 202)[1]
    plain, killed = Receiver(slowly), Receiver(slowly)
    with Workbench(program) as calm, Workbench(program) as rough:
        for bench, receiver in ((calm, plain), (rough, killed)):
            for partner in ("werkcentrum", "gemeente"):
                bench.add_partner(partner, receiver.port, ratePerSecond=200)
            # The nights lie months back; each is to release something all the same.
            bench.settings["intake"]["maxAgeDays"] = 400
            bench.write_config()
        bundles = calm.sample(employees=employees, months=months, until=last_month_end())
        for number, bundle in enumerate(bundles):
            date = os.path.basename(bundle)
            for arguments, stages in runs(number, bundle):
                seconds = timed(calm.program, calm.config, arguments, [status(stage) for stage in stages])
                DURATION.update({(date, stage): lasts for stage, lasts in zip(stages, seconds)})
                if ends_scan(stages):
                    release_what_waits(calm)
        check(len(plain.arrivals) > 10, f"only {len(plain.arrivals)} events without a kill")

        # A stage has half of the nights, or every night with half the kills: as many in all.
        per_stage = -(-wanted // (len(STAGES) * len(bundles) // 2)) + 4
        done, spared = nights(rough, bundles, killed, per_stage)
        total = sum(done.values())
        print(f"{total} kills: " + ", ".join(f"{stage} {done[stage]}" for stage in STAGES) + f"; {spared} runs were done first")
        check(total >= wanted, f"only {total} kills hit")
        for stage in STAGES:
            check(done[stage] * 10 >= total, f"too few kills in {stage}: {done[stage]} of {total}")

        rows = rough.rows("deliveries", "list")
        open_rows = [row for row in rows if row["state"] not in ("delivered", "superseded", "withdrawn")]
        check(not open_rows, f"{len(open_rows)} events are still open")
        delivered = {row["id"] for row in rows if row["state"] == "delivered"}
        arrived = {headers["webhook-id"] for _, headers, _ in killed.arrivals}
        check(delivered <= arrived, f"{len(delivered - arrived)} events are called delivered and never arrived")
        ids = collections.defaultdict(set)
        for partner, headers, body in killed.arrivals:
            event = json.loads(body)
            ids[partner, event["subject"], event["sequence"]].add(event["id"])
        check(all(len(found) == 1 for found in ids.values()), "an event was sent under a second id")
        duplicates = len(killed.arrivals) - len(arrived)
        check(duplicates <= total * 8, f"{duplicates} duplicates")
        check(last_words(killed) == last_words(plain), "the partners know something else than without the kills")
        print(f"{len(arrived)} events, 0 lost, {duplicates} repeated")
        check("ledger-cut" not in rough.run("notices"), "the ledger was told to be shorter than it was")

        backup = rough.path("backup.doorstroom")
        rough.run("backup", backup)
        with Workbench(program) as fresh:
            fresh.settings, fresh.partners = json.loads(json.dumps(rough.settings)), rough.partners
            fresh.settings["storage"]["path"] = fresh.path("data", "doorstroom.sqlite")
            fresh.write_config()
            fresh.run("restore", backup)
            before = len(killed.arrivals)
            fresh.run("scan", "--as-of", os.path.basename(bundles[-1]), "--release-now")
            fresh.run("deliver", "--until-empty")
            check(len(killed.arrivals) == before, "after a restore something was sent anew")
            check(len(fresh.rows("deliveries", "list")) == len(rows), "after a restore deliveries are missing")
    finish()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
