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
    if seed % 30 == 0:
        # A plan that ending contracts carry out: no surplus, unless the plan comes to more than it says.
        for number, p in enumerate(people := [person(counting, n, AS_OF, ["J0"], ["S0"]) for n in range(60)]):
            p.update(contract="fixed_term" if number % 2 else "permanent", hire_date=near(counting, AS_OF, 4000, -1), centi=100,
                     birth_date=datetime.date(1980 + number % 10, 3, 3), contract_renewal="", indispensable="",
                     contract_end=near(counting, AS_OF, -90, 150) if number % 2 else None,
                     **dict.fromkeys(["redundant_since", "notice_date", "exit_date"]), exit_reason="")
            p["service_since"] = p["hire_date"]
        places[0]["country"] = "NL"
        row = {"job_group": jobs[0]["job_group"] or "J0", "establishment": "S0", "date": datetime.date(2026, 12, 31),
               "centi": 3000, "reference_date": None}
        return people, [row], jobs[:1], places[:1]
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


def compare_probabilities(seed, found, forecasts):
    """Who has a probability, and on what it rests; what it is cannot be said without the program's random numbers."""
    for identity, row in found.items():
        probability, basis = row["probability"], row["basis"]
        if (probability == "") != (row["phase"] in "34"):
            return f"bundle {seed}: {identity}, in phase {row['phase']}, has the probability '{probability}'"
        if bool(basis) != (probability not in ("", "0.00")) or basis not in ("", "default"):
            return f"bundle {seed}: {identity} has the probability '{probability}' on the basis '{basis}'"
        if basis and (row["job_group"], row["establishment"]) not in forecasts:
            return f"bundle {seed}: {identity} has a probability, and the group has no forecast"
        if "likely" in row["rules"].split("|") and not float(probability) >= 0.20:
            return f"bundle {seed}: {identity} is likely at {probability}"
    return None


def main(program, first=1, count=120):
    compared, everything = 0, ""
    readings, crossed, ahead = 0, 0, 0
    drawn, likely, only, undated, pensioned = 0, 0, 0, 0, 0
    for seed in range(first, first + count):
        people, rows, jobs, places = bundle(seed)
        # The program's random numbers cannot be drawn a second time, hence most employers leave probabilities out. A third
        # have them, and there the rules follow from those that the program gives.
        draws = seed % 3 == 0
        with Workbench(program) as bench:
            if not draws:
                bench.settings["prevention"] = {"draws": 0}
            bench.write_config()
            folder = bench.path("bundle")
            write(folder, people, rows, jobs, places)
            bench.run("import", folder)
            bench.run("scan", "--as-of", str(AS_OF), "--no-send")
            found = {row["employee_id"]: row for row in bench.rows("assessments")}
            odometer = {(row["country"], row["rule"], row["unit"]): row for row in bench.rows("odometer")}
            forecasts = {(row["job_group"], row["establishment"]): row for row in bench.rows("forecast")}
        for number, p in enumerate(people):
            p["id"] = p["employee_id"].encode()
        run = Run(people, rows, jobs, places, AS_OF)
        if draws:
            difference = compare_probabilities(seed, found, forecasts)
            check(difference is None, difference)
            date = lambda text: datetime.date.fromisoformat(text) if text else None
            run.probabilities = {identity: float(row["probability"] or 0) for identity, row in found.items()}
            run.medians = {group: date(row["median"]) for group, row in forecasts.items()}
        else:
            check(not any(row["probability"] or row["basis"] for row in found.values()),
                  f"bundle {seed}: without draws there is a probability")
        expected = run.assess()
        difference = compare(seed, expected, found) or compare_odometer(seed, run, places, odometer)
        check(difference is None, difference)
        planned = {group for group in run.staff if draws and run.is_drawn(group)}
        check(forecasts.keys() == planned, f"bundle {seed}: drawn are {sorted(forecasts)} instead of {sorted(planned)}")
        rules = {identity: row["rules"].split("|") for identity, row in found.items()}
        drawn += len([row for row in found.values() if row["basis"]])
        likely += len([identity for identity in rules if "likely" in rules[identity]])
        only += len([identity for identity in rules if rules[identity] == ["likely"]])
        undated += len([identity for identity in rules if "likely" in rules[identity] and not found[identity]["redundancy_date"]])
        pensioned += len([identity for identity, p in run.probabilities.items() if p >= 0.20 and "likely" not in rules[identity]])
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
        check(drawn > 200 and only > 20 and undated > 5,
              f"the generator made {drawn} people with a chance, {only} in phase 2 by it alone, {undated} without a date")
    print(f"{compared} people of {count} bundles compared, {readings} readings of the odometer, {crossed} crossed")
    print(f"{drawn} people with a chance, {likely} of them likely, {only} by that alone, {undated} in a group without a date; "
          f"{pensioned} retire instead")
    finish()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
