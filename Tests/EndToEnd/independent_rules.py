"""Generated bundles full of edge cases: the program's assessments and odometer against a second implementation of the rules."""

import csv
import datetime
import os
import random
import sys

from support.odometer import Odometer
from support.rules import Run, add_months, anniversary
from support.workbench import Workbench, check, finish

AS_OF = datetime.date(2026, 1, 31)
COLUMNS = ["employee_id", "birth_date", "hire_date", "service_since", "job", "establishment", "contract", "contract_end",
           "contract_renewal", "fte", "redundant_since", "notice_date", "exit_date", "exit_reason", "indispensable"]
REASONS = ["", "resignation", "retirement", "transfer", "redundancy", "settlement", "contract_end", "dismissal", "other", "cause"]


def near(rng, as_of, before, after):
    return as_of + datetime.timedelta(days=rng.randint(-before, after))


def person(rng, number, as_of, jobs, places):
    hired = near(rng, as_of, 9000, -1) if rng.random() < 0.96 else near(rng, as_of, -1, 200)
    if rng.random() < 0.4:
        hired = rng.choice([datetime.date(2015, 1, 1), datetime.date(2020, 7, 1), datetime.date(2016, 2, 29)])
    row = dict.fromkeys(COLUMNS, None)
    row.update(
        employee_id=rng.choice(["", "A", "a", "Z"]) + str(number), hire_date=hired,
        birth_date=None if rng.random() < 0.04 else anniversary(hired, -rng.randint(16, 50)),
        service_since=anniversary(hired, -rng.randint(0, 5)) if rng.random() < 0.2 else hired,
        job=rng.choice(jobs), establishment=rng.choice(places),
        contract=rng.choice(["permanent"] * 8 + ["fixed_term"] * 3 + ["on_call", "agency", "contractor", "apprentice"]),
        contract_renewal="", exit_reason="", indispensable=rng.choice(["", "", "", "", "", "", "", "", "yes", "no"]))
    row["centi"] = rng.choice([0, 40, 50, 60, 80, 100, 100, 100, 100, 33])
    if rng.random() < 0.03:
        row["birth_date"] = datetime.date(rng.choice([1958, 1959, 1960, 1961]), rng.randint(1, 12), rng.randint(1, 28))
    if row["contract"] not in ("permanent",) and rng.random() < 0.9:
        row["contract_end"] = near(rng, as_of, 60, 700)
        row["contract_renewal"] = rng.choice(["", "", "yes", "no"])
    if rng.random() < 0.05:
        row["notice_date"] = near(rng, as_of, rng.choice([200, 500]), 60)
    if rng.random() < 0.05:
        row["redundant_since"] = near(rng, as_of, 200, 60)
    if rng.random() < 0.1:
        row["exit_date"] = near(rng, as_of, 500, 300)
    if rng.random() < 0.12:
        row["exit_reason"] = rng.choice(REASONS)
    if row["exit_date"] and row["exit_date"] < row["hire_date"]:
        row["exit_date"] = None
    if rng.random() < 0.2:
        for column in ("contract_end", "exit_date", "notice_date"):
            if row[column] and row[column] > as_of:
                row[column] = add_months(as_of, rng.choice([0, 1, 6, 12]))
    if row["exit_date"] and row["exit_date"] < row["hire_date"]:
        row["exit_date"] = None
    return row


def plan(rng, as_of, groups, places):
    rows, seen = [], set()
    for _ in range(rng.randint(0, 8)):
        scope = (rng.choice(groups + ["*"]), rng.choice(places + ["*"]))
        date = rng.choice([near(rng, as_of, 100, 600), add_months(as_of, rng.choice([1, 6, 12, 17])), as_of,
                           datetime.date(2026, 6, 30)])
        if (scope, date) in seen:
            continue
        seen.add((scope, date))
        rows.append({"job_group": scope[0], "establishment": scope[1], "date": date,
                     "centi": rng.choice([0, 0, 100, 150, 333, 1000, 2000, rng.randint(0, 3000)]),
                     "reference_date": near(rng, as_of, 30, 300) if rng.random() < 0.3 else None})
    return rows


def bundle(seed):
    rng = random.Random(seed)
    jobs = [{"job": f"J{i}", "job_group": rng.choice(["", "G1", "G2"])} for i in range(rng.randint(1, 4))]
    places = [{"establishment": f"S{i}", "country": rng.choice(["", "NL", "NL", "BE", "DE"])} for i in range(rng.randint(1, 3))]
    counting = random.Random(-seed)
    for place in places:
        place["statutory_area"] = counting.choice(["Oost", "Oost", "Zuid", ""])
        place["technical_unit"] = counting.choice(["TBE1", "TBE2", ""])
    people = [person(rng, number, AS_OF, [job["job"] for job in jobs], [place["establishment"] for place in places])
              for number in range(rng.randint(1, 60))]
    if seed % 4 == 0:
        # Belgium without what its notice and pension would add: the odometer needs neither.
        places[0]["country"] = "BE"
        for p in people:
            if p["establishment"] == places[0]["establishment"]:
                p["notice_date"], p["birth_date"] = None, datetime.date(1985, 5, 5)
    if seed % 5 == 0:
        # Enough dismissals of one day to reach the thresholds.
        day = near(counting, AS_OF, 40, 40)
        for p in counting.sample(people, len(people) // 2):
            if p["hire_date"] < day:
                p["exit_date"], p["exit_reason"] = day, counting.choice(["redundancy", "settlement", "settlement"])
    groups = sorted({job["job_group"] or job["job"] for job in jobs})
    return people, plan(rng, AS_OF, groups, [place["establishment"] for place in places]), jobs, places


def text(value):
    return "" if value is None else value.isoformat() if isinstance(value, datetime.date) else str(value)


def write(folder, people, rows, jobs, places):
    os.makedirs(folder)
    def table(name, columns, records):
        with open(os.path.join(folder, name), "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows([[text(record.get(column)) for column in columns] for record in records])
    fte = lambda record: {**record, "fte": f"{record['centi'] / 100:.2f}", "planned_fte": f"{record['centi'] / 100:.2f}"}
    table("employees.csv", COLUMNS, map(fte, people))
    table("jobs.csv", ["job", "job_group"], jobs)
    table("establishments.csv", ["establishment", "country", "statutory_area", "technical_unit"], places)
    table("plan.csv", ["job_group", "establishment", "date", "planned_fte", "reference_date"], map(fte, rows))
    with open(os.path.join(folder, "snapshot.yaml"), "w") as file:
        file.write(f"asOf: {AS_OF}\nsource: generated\n")


def compare(seed, expected, found):
    for identity in sorted(expected.keys() | found.keys()):
        ours, theirs = expected.get(identity), found.get(identity)
        if ours is None or theirs is None:
            return f"bundle {seed}: {identity} has a row only in {'the rules' if ours else 'the program'}: {ours or theirs}"
        different = {key: (ours[key], theirs[key]) for key in ours if ours[key] != theirs[key]}
        if different:
            return f"bundle {seed}, {identity} (rules, program): {different}"
    return None


def compare_odometer(seed, run, places, found):
    expected = dict(Odometer(run, places).readings())
    if expected.keys() != found.keys():
        return f"bundle {seed}: units {sorted(found)} instead of {sorted(expected)}"
    for unit, reading in expected.items():
        different = {key: (reading[key], found[unit][key]) for key in reading if reading[key] != found[unit][key]}
        if different:
            return f"bundle {seed}, {unit} (rules, program): {different}"
    return None


def main(program, first=1, count=120):
    compared, everything = 0, ""
    readings, crossed, ahead = 0, 0, 0
    for seed in range(first, first + count):
        people, rows, jobs, places = bundle(seed)
        with Workbench(program) as bench:
            bench.write_config()
            folder = bench.path("bundle")
            write(folder, people, rows, jobs, places)
            bench.run("import", folder)
            bench.run("scan", "--as-of", str(AS_OF), "--no-send")
            found = {row["employee_id"]: row for row in bench.rows("assessments")}
            odometer = {(row["country"], row["rule"], row["unit"]): row for row in bench.rows("odometer")}
        for number, p in enumerate(people):
            p["id"] = p["employee_id"].encode()
        run = Run(people, rows, jobs, places, AS_OF)
        expected = run.assess()
        difference = compare(seed, expected, found) or compare_odometer(seed, run, places, odometer)
        check(difference is None, difference)
        crossed += len([row for row in odometer.values() if row["crosses_on"]])
        ahead += len([row for row in odometer.values() if row["crosses_on"] > str(AS_OF)])
        readings += len(odometer)
        compared += len(expected)
        everything += " ".join(row["rules"] + row["selection"] + row["tied"] for row in expected.values())
    if count >= 100:
        for word in ("ended", "notice", "agreed-exit", "declared", "announced", "indicated", "closing", "fixed-term-end",
                     "assignment-end", "base", "exposed", "yes"):
            check(word in everything, f"the generator never reached {word}")
        check(crossed > 20 and ahead > 5, f"the generator crossed {crossed} thresholds, {ahead} of them ahead")
    print(f"{compared} people of {count} bundles compared, {readings} readings of the odometer, {crossed} crossed")
    finish()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
