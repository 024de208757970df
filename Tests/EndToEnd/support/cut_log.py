"""A write-ahead log that is cut short, or damaged, at any place: what is left is a consistent beginning, and it is told."""

import json
import os
import random
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from support.receiver import Receiver  # noqa: E402
from support.victim import Copy  # noqa: E402
from support.workbench import Workbench, check, finish, last_month_end  # noqa: E402


def ledger(bench):
    with Copy(bench) as copy:
        check(copy.rows("PRAGMA integrity_check") == [("ok",)], "the database is damaged")
        check(copy.rows("PRAGMA foreign_key_check") == [], "a reference leads nowhere")
        return copy.rows("SELECT number, outbox, state, hash FROM ledger ORDER BY number"), copy.rows("SELECT event, state FROM outbox")


def numbers(arrivals):
    events = [(partner, json.loads(body)) for partner, _, body in arrivals]
    return {(partner, event["type"], event["sequence"], json.dumps(event["data"], sort_keys=True).replace(event["subject"], ""))
            for partner, event in events}


def main(program, cuts=16, seed=5):
    random.seed(seed)
    receiver = Receiver()
    with Workbench(program) as bench:
        bench.settings["intake"]["maxAgeDays"] = 400
        for partner in ("werkcentrum", "gemeente"):
            bench.add_partner(partner, receiver.port, ratePerSecond=500)
        bench.write_config()
        bundle = bench.sample(employees=3000, months=1, until=last_month_end())[0]
        bench.run("import", bundle)
        bench.run("scan", "--as-of", os.path.basename(bundle), "--release-now")
        # Nothing brings the log into the file: the program leaves that to the next one.
        bench.run("deliver", "--until-empty")
        queued = len(receiver.arrivals)
        log, size = bench.path("data", "doorstroom.sqlite-wal"), os.path.getsize(bench.path("data", "doorstroom.sqlite-wal"))
        check(size > 500_000, f"there is a log to cut: {size} bytes")
        shutil.copytree(bench.path("data"), bench.path("kept"), ignore=shutil.ignore_patterns("*.sock"))
        whole, _ = ledger(bench)
        lost = []
        frame = 8192 + 24
        places = [0, 31, 32, 32 + frame, size - 1, *(random.randrange(size) for _ in range(cuts - 7)),
                  *(32 + frame * random.randrange(size // frame) for _ in range(2))]
        for number, place in enumerate(places):
            shutil.rmtree(bench.path("data"))
            shutil.copytree(bench.path("kept"), bench.path("data"))
            with open(log, "r+b") as file:
                if number % 3 == 2:
                    # Not shorter, but no longer what was written.
                    file.seek(place)
                    file.write(random.randbytes(min(512, size - place)))
                else:
                    file.truncate(place)
            left, states = ledger(bench)
            check(left == whole[:len(left)], f"cut at {place}: what is left is no beginning of what there was")
            missing = len(whole) - len(left)
            lost.append(missing)
            done = bench.attempt("ledger", "verify")
            check((done.returncode == 0) == (missing == 0), f"cut at {place}, {missing} lines lost: verify ends with {done.returncode}")
            begun = len(receiver.arrivals)
            before = {event for event, state in states if state not in ("delivered", "superseded", "withdrawn", "expired")}
            bench.run("deliver", "--until-empty")
            told = "ledger-cut" in bench.run("notices")
            check(told == (missing > 0), f"cut at {place}, {missing} lines lost: {'told' if told else 'not told'}")
            again = [headers["webhook-id"] for _, headers, _ in receiver.arrivals[begun:]]
            check(sorted(again) == sorted(before), f"cut at {place}: what is known to be open is sent, under its id, and nothing else")
            if len(states) < queued:
                # The release went with it: it is made again, under the numbers that it had.
                bench.run("scan", "--as-of", os.path.basename(bundle), "--release-now")
                bench.run("deliver", "--until-empty")
                check(numbers(receiver.arrivals[begun:]) == numbers(receiver.arrivals[:queued]), "the same numbers again, and no others")
            bench.run("ledger", "verify")
            after, states = ledger(bench)
            check({state for _, state in states} <= {"delivered", "superseded", "withdrawn"}, "and delivered")
        print(f"{len(places)} logs cut or damaged: {sum(1 for count in lost if count)} lost lines, up to {max(lost)} of {len(whole)}, all told")
        check(sum(1 for count in lost if count) > cuts // 3, "cuts lose something")
    finish()


if __name__ == "__main__":
    main(sys.argv[1])
