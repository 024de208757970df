"""A person asks what is kept and to be forgotten, and an employer changes its identity key: nothing is left behind, and no
kill leaves half of it."""

import base64
import datetime
import glob
import json
import os
import random
import re
import shutil
import sqlite3
import sys

from support.stages import kill_in, timed
from support.workbench import Workbench, check, finish, last_month_end


def words(bench, employee):
    """What the person is called, by the export."""
    export = json.loads(bench.run("subject-export", employee, "--language", "en"))
    identity = section(export, "identity")[0]
    return [identity[field] for field in ("employee_id", "name", "email") if field in identity]


def section(export, name):
    return next(part["records"] for part in export["sections"] if part["name"] == name)


def holding(folder, texts):
    """Files under a folder that hold any of the texts as whole words, in the encodings of exports."""
    patterns = [re.compile(rb"(?<![0-9A-Za-z])" + re.escape(text.encode(encoding)) + rb"(?![0-9A-Za-z])")
                for text in texts for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp1252")]
    found = []
    for place, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                content = file.read()
            if any(pattern.search(content) for pattern in patterns):
                found.append(os.path.join(place, name))
    return found


def exports(bench, employee, dates):
    export = json.loads(bench.run("subject-export", employee, "--language", "en"))
    check([row["as_of"] for row in section(export, "snapshots")] == dates, "every snapshot is in the export")
    check(section(export, "phases") and section(export, "clocks"), "so are phases and clocks of somebody at risk")
    check(any(row["verb"] == "subject-export" for row in section(export, "audit")), "the export tells of itself")
    said = bench.attempt("subject-export", employee, "--format", "text", "--language", "en")
    check("For whoever hands this over" in said.stderr and "hands this over" not in said.stdout + json.dumps(export),
          "the operator's caution is said to the operator alone")
    file = bench.path("export.json")
    bench.run("subject-export", employee, "--output", file, "--language", "nl")
    check(os.stat(file).st_mode & 0o777 == 0o600, "an export is for its owner alone")
    check("Wie u bent" in open(file).read(), "in Dutch")
    bench.run("subject-export", employee, "--output", file, expect=2)
    check("Fasen door de tijd" in bench.run("subject-export", employee, "--format", "text", "--language", "nl"), "as text")
    bench.run("subject-export", "nobody-of-that-id", expect=1)
    os.unlink(file)


def main(program, wanted=24, seed=1):
    random.seed(seed)
    with Workbench(program) as bench:
        bench.settings["intake"]["maxAgeDays"] = 400
        bench.settings["intake"]["inbox"] = bench.path("data", "inbox")
        os.makedirs(bench.path("data", "inbox"))
        bench.write_config()
        bundles = bench.sample(employees=3000, months=3, until=last_month_end())
        dates = [os.path.basename(bundle) for bundle in bundles]
        for bundle in bundles:
            bench.run("scan", "--import", bundle, "--as-of", os.path.basename(bundle))
        at_risk = [row["employee_id"] for row in bench.rows("assessments") if row["phase"] in "234" and row["rank"]]
        listed = set.intersection(*[{line.split(",")[0] for line in open(os.path.join(bundle, "employees.csv"))}
                                    for bundle in bundles])
        people = [employee for employee in at_risk if employee in listed]
        first = people.pop()
        exports(bench, first, dates)
        backup = bench.path("before.backup")
        bench.run("backup", backup)

        called = words(bench, first)
        os.makedirs(bench.path("data", "inbox", "refused"))
        for name, encoding in (("utf8.csv", "utf-8"), ("utf16.csv", "utf-16")):
            with open(bench.path("data", "inbox", "refused", name), "w", encoding=encoding) as file:
                file.write(f"employee_id,name\n{called[0]},{called[-1]}\n")
        with open(bench.path("data", "inbox", "refused", "other.csv"), "w") as file:
            file.write("employee_id,name\nE99999999,Somebody Else\n")
        bench.run("erase", first, "--reason", "request 1", expect=2)
        bench.run("erase", first, "--reason", f"{first} asks", "--yes", expect=1)
        bench.run("erase", first, "--reason", "request 1", "--yes")
        gone(bench, first, called)
        check(os.listdir(bench.path("data", "inbox", "refused")) == ["other.csv"], "refused files that name them are gone")
        check(first not in {row["employee_id"] for row in bench.rows("assessments")}, "no listing has them")
        check(len(bench.rows("assessments")) > 1000, "the others stay")
        check("\n" in open(bench.path("data", "doorstroom.sqlite.erasures")).read(), "the list is beside the database")

        # The same old snapshot leaves them out, a restored backup too; a newer one brings them back.
        bench.run("import", bundles[-1], "--accept-headcount-change")
        gone(bench, first, called)
        bench.run("restore", backup, "--force")
        gone(bench, first, called[:1], copies=True)
        tomorrow = str(datetime.date.today() + datetime.timedelta(days=1))
        later = shutil.copytree(bundles[-1], bench.path("later", tomorrow))
        manifest = os.path.join(later, "snapshot.yaml")
        text = open(manifest).read().replace(dates[-1], tomorrow)
        with open(manifest, "w") as file:
            file.write(text)
        said = bench.attempt("import", later, "--accept-headcount-change")
        check(said.returncode == 0 and "erased" in said.stdout + said.stderr, "a newer snapshot brings them back, with a warning: "
              + said.stdout + said.stderr)
        check(len(section(json.loads(bench.run("subject-export", first)), "snapshots")) == 1, "with that snapshot alone")

        by_root(bench, people.pop())
        killed_erasures(bench, people, max(1, wanted // 2))
        killed_rotations(bench, people[-1], max(1, wanted // 2), backup)
    finish()


def by_root(bench, employee):
    """What root does beside the files of a daemon, the daemon can still read and write."""
    if os.geteuid() != 0:
        return
    data, daemon, backup = bench.path("data"), 65534, bench.path("by-root.backup")
    bench.run("backup", backup)
    for folder, _, files in os.walk(data):
        for name in [folder, *(os.path.join(folder, file) for file in files)]:
            os.chown(name, daemon, daemon)
    for suffix in (".erasures", ".ledger-head", ".lock"):
        if os.path.exists(bench.path("data", "doorstroom.sqlite" + suffix)):
            os.remove(bench.path("data", "doorstroom.sqlite" + suffix))
    bench.run("erase", employee, "--reason", "by root", "--yes")
    bench.run("restore", backup, "--force")
    bench.run("purge")
    others = {name: os.stat(os.path.join(data, name)).st_uid for name in os.listdir(data)}
    check(len(others) > 4 and set(others.values()) == {daemon}, f"all is the daemon's: {others}")
    bench.run("subject-export", employee, expect=1)
    for folder, _, files in os.walk(data):
        for name in [folder, *(os.path.join(folder, file) for file in files)]:
            os.chown(name, 0, 0)


def gone(bench, employee, called, copies=False):
    """- copies: a restore has just left the database that it replaced."""
    bench.run("subject-export", employee, expect=1)
    found = holding(bench.path("data"), called)
    check(not found, f"bytes of somebody who was erased are in {found}")
    check(os.path.getsize(bench.path("data", "doorstroom.sqlite-wal")) == 0
          if os.path.exists(bench.path("data", "doorstroom.sqlite-wal")) else True, "the log is empty")
    check(bool(glob.glob(bench.path("data", "*.sqlite.before-*"))) == copies, "no copy stays but that of a restore")
    database = sqlite3.connect(f"file:{bench.settings['storage']['path']}?mode=ro", uri=True)
    check(database.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "the database is damaged")
    database.close()


def killed_erasures(bench, people, kills):
    """Kills at random moments; whatever was begun is done at the next start, whatever was not is not there in part."""
    longest = timed(bench.program, bench.config, ["erase", people[0], "--reason", "timing", "--yes"], ["erase"])[0]
    done = 0
    for employee in people[1:]:
        if done >= kills:
            break
        called = words(bench, employee)
        done += kill_in(bench.program, bench.config, ["erase", employee, "--reason", "killed", "--yes"], "erase", longest)
        bench.run("purge")
        said = bench.attempt("subject-export", employee)
        if said.returncode == 0:
            # Killed before it was noted: the person is there as before, and the verb does it anew.
            check(len(section(json.loads(said.stdout), "snapshots")) == 4, "half an erasure")
            bench.run("erase", employee, "--reason", "again", "--yes")
        gone(bench, employee, called)
    print(f"{done} kills in erasures")
    check(done >= kills, f"only {done} kills hit an erasure")


def killed_rotations(bench, employee, kills, old_backup):
    key = bench.path("identity.key")
    first = open(key).read()
    longest = timed(bench.program, bench.config, ["keys", "rotate"], ["rotate"])[0]
    check(open(key).read() != first, "the key file holds another key")
    done, old, new = 0, 0, 0
    for _ in range(kills * 3):
        if done >= kills:
            break
        before = open(key).read()
        # Most of it is done in the first moments: cleaning up takes the rest.
        done += kill_in(bench.program, bench.config, ["keys", "rotate"], "rotate", longest * random.choice([0.05, 0.2, 1.2]))
        # A reader first, then an owner.
        check(words(bench, employee)[0] == employee, "after a kill no key opens the database")
        bench.run("purge")
        check(not os.path.exists(key + ".new"), "an owner clears up")
        check(words(bench, employee)[0] == employee, "after a kill no key opens the database for its owner")
        bench.run("ledger", "verify")
        old, new = old + (open(key).read() == before), new + (open(key).read() != before)
    print(f"{done} kills in rotations; {old} left the former key, {new} the new one")
    check(done >= kills, f"only {done} kills hit a rotation")
    check(old and new, "no kill came before the new key counted, or none after")
    check(os.stat(key).st_mode & 0o777 == 0o600, "the key is for its owner alone")
    check(len(set(base64.b64decode(open(name).read()) for name in glob.glob(key + "*"))) == len(glob.glob(key + "*")),
          f"every key is another: {sorted(map(os.path.basename, glob.glob(key + '*')))}")

    fresh = bench.path("data", "doorstroom.sqlite")
    backup = bench.path("after.backup")
    bench.run("backup", backup)
    bench.run("restore", old_backup, "--force", expect=1)
    bench.run("restore", backup, "--force")
    check(words(bench, employee)[0] == employee, "a backup of the new key restores with it")
    check(os.path.exists(fresh + ".erasures"), "the list stays")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
