"""A person who agreed is introduced: recorded, handed out once, told, taken back; verified with stock libraries."""

import csv
import datetime
import json
import os
import sqlite3
import sys
import zoneinfo

import jsonschema
from cloudevents.core.bindings.http import HTTPMessage, from_http_event
from standardwebhooks.webhooks import Webhook

from support.partner_client import Client, serve, stop, token
from support.peers import free_port
from support.receiver import Receiver
from support.workbench import PROJECT, Workbench, check, finish, until

CONSENT = ("--text-version", "2026-1", "--channel", "letter")


def schema(name):
    with open(os.path.join(PROJECT, f"Sources/Outreach/Schemas/{name}.json")) as file:
        found = json.load(file)
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found, format_checker=jsonschema.FormatChecker())


def with_notice(bundle, count):
    """Gives notice of today to people in service of the most frequent job; returns their rows."""
    path = os.path.join(bundle, "employees.csv")
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    jobs = {}
    for row in rows:
        if not row["exit_date"] and not row["notice_date"] and row["contract"] in ("", "permanent"):
            jobs.setdefault((row["job"], row["establishment"]), []).append(row)
    chosen = max(jobs.values(), key=len)[:count]
    for row in chosen:
        row["notice_date"], row["exit_reason"] = row["notice_date"] or dated(bundle), "redundancy"
        row["job_wish"] = ""
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return chosen


def announced(bundle):
    """Every plan of the sample is announced and past its embargo: introductions wait for none."""
    path = os.path.join(bundle, "plan.csv")
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["announced_on"], row["embargo_until"] = dated(bundle), ""
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def today():
    """As the employer's clock has it."""
    return str(datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Amsterdam")).date())


def dated(bundle):
    return os.path.basename(bundle)


def own_words(row):
    """What of a person's row no profile may hold."""
    words = [row[name] for name in ("employee_id", "name", "email", "birth_date", "hire_date", "establishment", "unit",
                                    "notice_date") if row[name]]
    return words + [word for word in row["name"].split() if len(word) > 3]


def section(bench, employee, name):
    export = json.loads(bench.run("subject-export", employee, "--language", "en"))
    return next(part["records"] for part in export["sections"] if part["name"] == name)


def main(program):
    profile_schema, withdrawal_schema = schema("candidates.introduced.v1"), schema("candidates.withdrawn.v1")
    receiver = Receiver()
    with Workbench(program) as bench:
        bench.settings["introductions"] = {"enabled": True, "consentTexts": ["2026-1"]}
        bench.api = free_port()
        bench.settings["console"], bench.settings["metrics"] = {"port": 0}, {"port": 0}
        bench.settings["partnerApi"] = {"enabled": True, "port": bench.api, "publicUrl": "https://partners.example"}
        bench.settings["intake"]["maxAgeDays"] = 400
        signer = Webhook(bench.add_partner("werkcentrum", receiver.port, events=("candidates",)))
        bench.add_partner("uwv", receiver.port, events=("redundancies",))
        bench.partners[0]["agreement"]["disclosure"] = "pseudonymous"
        bench.write_config()
        bench.run("check")
        bundle = bench.sample(employees=2000, months=1)[-1]
        announced(bundle)
        person, other, third, fourth = with_notice(bundle, 4)
        bench.run("scan", "--import", bundle, "--as-of", dated(bundle))
        employee = person["employee_id"]

        refusals(bench, employee)
        bench.run("introductions", "consent", employee, *CONSENT, "--date", dated(bundle))
        shown = bench.run("introductions", "offer", employee, "--partner", "werkcentrum", "--dry-run")
        check(not bench.rows("introductions"), "a dry run introduces nobody")
        bench.run("introductions", "offer", employee, "--partner", "werkcentrum")
        key = bench.rows("introductions")[0]["introduction"]
        check(bench.rows("introductions")[0]["state"] == "intended", "it waits for the release")
        bench.run("scan", "--as-of", today(), "--release-now")
        bench.run("deliver", "--until-empty")

        check(len(heard(receiver)) == 1, "one partner hears of it, once")
        partner, headers, body = heard(receiver)[0]
        signer.verify(body, headers)
        event = from_http_event(HTTPMessage(headers, body))
        check(event.get_type() == "nl.doorstroom.candidates.introduced.v1" and event.get_subject() == key, "the type and subject")
        check(event.get_data() is None and b'"data":' not in body, "it is thin")
        attributes = event.get_attributes()
        first = attributes["dataref"].rsplit("/", 1)[-1]
        check(attributes["dataref"].startswith("https://partners.example/partner/v1/profiles/"), "dataref")
        check(attributes["dataclassification"] == "pseudonymous", "classified")
        check(employee.encode() not in body, "nobody is named in it")

        profile = shown.strip().splitlines()[-1]
        value = json.loads(profile)
        profile_schema.validate(value)
        check(not {"persoonlijkePresentatie", "emailadres", "telefoonnummer", "contactpersoon"} & value.keys(),
              "the matching stage has no contact data")
        for word in own_words(person):
            check(word not in profile, "nothing of the person's own is in the profile")
        check(key not in profile, "a dry run's key is never used")
        handed = section(bench, employee, "introductions")[0]
        check(json.loads(handed["profile"])["idWerkzoekende"] == key, "the export tells the profile word for word")
        check(section(bench, employee, "consents")[0]["text_version"] == "2026-1", "and the consent")
        check(references(bench) == [(None, None)], "the reference is unused, and its digest is all that is kept")
        check(first not in text_of(bench, "introduction_reference"), "in no row of its table")

        bench.run("introductions", "renew", key)
        bench.run("scan", "--as-of", today(), "--release-now")
        bench.run("deliver", "--until-empty")
        check(len(heard(receiver)) == 2, "another reference goes out")
        check(first not in heard(receiver)[1][2].decode(), "another one")

        said = bench.run("introductions", "withdraw-consent", employee)
        check("hears so now" in said, "consent taken back is told at once: " + said)
        bench.run("deliver", "--until-empty")
        event = from_http_event(HTTPMessage(*heard(receiver)[2][1:]))
        check(event.get_type() == "nl.doorstroom.candidates.withdrawn.v1" and event.get_subject() == key, "withdrawn")
        withdrawal_schema.validate(event.get_data())
        check(all(revoked for _, revoked in references(bench)), "every reference is dead")
        bench.run("introductions", "offer", employee, "--partner", "werkcentrum", expect=1)

        erased(bench, receiver, other["employee_id"])
        left(bench, receiver, bundle, third["employee_id"])
        fetched(bench, receiver, fourth, profile_schema)
    finish()


def fetched(bench, receiver, person, profile_schema):
    """Through the partner API of a running daemon: once, by the right partner, until the person says no."""
    employee = person["employee_id"]
    bench.settings["introductions"]["consentTexts"] = ["2026-1", "2026-1d"]
    bench.partners[0]["agreement"]["disclosure"] = "personal"
    bench.write_config()
    key = introduce(bench, employee)
    first = reference(heard(receiver)[-1])
    daemon = serve(bench)
    try:
        own, other = (Client(bench.api, token(bench, name)) for name in ("werkcentrum", "uwv"))
        path = "/partner/v1/profiles/" + first
        Client(bench.api).problem(401, "unauthorized", "GET", path)
        other.problem(404, "not-found", "GET", path)
        own.problem(404, "not-found", "GET", "/partner/v1/profiles/" + "0" * 52)
        own.problem(405, "method-not-allowed", "DELETE", path)
        own.problem(410, "profile-gone", "POST", path + "/details", {"wanted": ["emailadres"]})
        bench.run("introductions", "hold", key)
        own.problem(404, "not-found", "GET", path)
        bench.run("introductions", "release", key)
        profile = own.expect(200, "GET", path)
        profile_schema.validate(profile)
        check(profile["idWerkzoekende"] == key and profile["indicatieBeschikbaarheidContactgegevens"] == 1, "the profile")
        for word in own_words(person):
            check(word not in json.dumps(profile), "nothing of the person's own is in what was handed out")
        own.problem(410, "profile-gone", "GET", path)
        notices = {row["code"] for row in bench.rows("notices")}
        check({"profile-asked-again", "profile-wrong-partner"} <= notices, f"the operator is told: {notices}")

        asked = own.expect(202, "POST", path + "/details", {"wanted": ["emailadres"]}, key="ask-1")
        check(asked["introduction"] == key, "asked for")
        check(own.expect(202, "POST", path + "/details", {"wanted": ["emailadres"]}, key="ask-1") == asked, "once for one key")
        own.expect(422, "POST", path + "/details", {"wanted": ["salaris"]})
        check("details-asked" in {row["code"] for row in bench.rows("notices")}, "and the operator is told")
        details = bench.write_private("details.json", json.dumps({"emailadres": ["somebody@example.org"]}))
        bench.run("introductions", "details", key, "--text-version", "2026-1d", "--channel", "conversation", "--from", details)
        count = len(heard(receiver))
        bench.run("scan", "--as-of", today(), "--release-now")
        until(lambda: len(heard(receiver)) > count, "a second event", bench)
        second = reference(heard(receiver)[-1])
        own.problem(410, "profile-gone", "GET", path)
        told = own.expect(200, "GET", "/partner/v1/profiles/" + second)
        profile_schema.validate(told)
        check(told.pop("emailadres") == ["somebody@example.org"] and told == profile, "the same, and what the person chose")

        bench.run("introductions", "renew", key)
        bench.run("scan", "--as-of", today(), "--release-now")
        until(lambda: len(heard(receiver)) > count + 1, "a third event", bench)
        third = reference(heard(receiver)[-1])
        bench.run("introductions", "withdraw-consent", employee)
        own.problem(410, "profile-gone", "GET", "/partner/v1/profiles/" + third)
        until(lambda: b"candidates.withdrawn" in heard(receiver)[-1][2], "the daemon tells it at once", bench)
        outcomes = [row.get("outcome") for row in section(bench, employee, "profiles_handed_out")]
        check(outcomes.count("handed-out") == 2 and outcomes.count("details-asked") == 1, f"the export tells all: {outcomes}")
        check({"other-partner", "kept", "again", "withdrawn"} <= set(outcomes), f"each attempt: {outcomes}")
    finally:
        stop(daemon)
    log = open(bench.path("log.txt")).read()
    for secret in (first, second, third, "somebody@example.org", employee):
        check(secret not in log, "no reference and nobody is in the log")


def reference(arrival):
    return json.loads(arrival[2])["dataref"].rsplit("/", 1)[-1]


def heard(receiver):
    """What arrived at the partner that persons are introduced to; none of it at the other."""
    check(not any(b"candidates." in body for partner, _, body in receiver.arrivals if partner != "werkcentrum"),
          "no other partner hears of it")
    return [arrival for arrival in receiver.arrivals if arrival[0] == "werkcentrum"]


def references(bench):
    """(used, revoked) of each, oldest first."""
    with sqlite3.connect(f"file:{bench.path('data', 'doorstroom.sqlite')}?mode=ro", uri=True) as database:
        return database.execute("SELECT used, revoked FROM introduction_reference ORDER BY id").fetchall()


def text_of(bench, table):
    with sqlite3.connect(f"file:{bench.path('data', 'doorstroom.sqlite')}?mode=ro", uri=True) as database:
        return repr(database.execute(f"SELECT * FROM {table}").fetchall())


def refusals(bench, employee):
    offer = ("introductions", "offer", employee, "--partner")
    for arguments, code, word in [
        ((*offer, "werkcentrum"), 1, "introductions consent"),
        ((*offer, "uwv"), 1, "pseudonymous"),
        ((*offer, "nobody"), 2, "no partner"),
        (("introductions", "consent", "nobody", *CONSENT), 1, "employee id"),
        (("introductions", "consent", employee, "--text-version", "1999-1", "--channel", "letter"), 2, "consentTexts"),
        (("introductions", "consent", employee, "--text-version", "2026-1", "--channel", "by phone"), 2, "letter"),
        (("introductions", "show", "nothing"), 1, "introductions list"),
        (("introductions", "withdraw", "nothing"), 1, "introductions list"),
    ]:
        done = bench.attempt(*arguments)
        check(done.returncode == code and word in done.stderr, f"{arguments}: {done.returncode} {done.stderr}")


def introduce(bench, employee):
    bench.run("introductions", "consent", employee, *CONSENT)
    bench.run("introductions", "offer", employee, "--partner", "werkcentrum")
    bench.run("scan", "--as-of", today(), "--release-now")
    bench.run("deliver", "--until-empty")
    return next(row["introduction"] for row in bench.rows("introductions") if row["employee_id"] == employee)


def erased(bench, receiver, employee):
    key = introduce(bench, employee)
    bench.run("erase", employee, "--reason", "request 1", "--yes")
    bench.run("deliver", "--until-empty")
    event = from_http_event(HTTPMessage(*heard(receiver)[-1][1:]))
    check(event.get_type().endswith("candidates.withdrawn.v1") and event.get_subject() == key, "erased, the partner hears")
    check(key not in {row["introduction"] for row in bench.rows("introductions")}, "nothing of it is listed")


def left(bench, receiver, bundle, employee):
    """The next snapshot has the person back in work: the night ends it, and nothing is told before the regular release."""
    key = introduce(bench, employee)
    count = len(heard(receiver))
    path = os.path.join(bundle, "employees.csv")
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["employee_id"] == employee:
            row["notice_date"], row["exit_reason"] = "", ""
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    bench.run("import", bundle, "--accept-headcount-change")
    bench.run("scan", "--as-of", today())
    entry = next(row for row in bench.rows("introductions") if row["introduction"] == key)
    check(entry["end"] == "phase" and entry["state"] == "withdrawing", f"ended: {entry}")
    check(references(bench)[-1][1] is not None, "its reference is dead")
    bench.run("deliver", "--until-empty")
    check(len(heard(receiver)) == count, "the partner hears at the regular release only")


if __name__ == "__main__":
    main(*sys.argv[1:])
