#!/usr/bin/env python3
"""prepare.py DATA OUT NIGHTS - bundles of the peers' generated workforce, and an employer to run them on.

OUT/first holds the bundle of the first night; OUT/next/K the same with 1 % of the rows changed each time, dated a day
later each. Establishments and jobs are derived: a site lies in the region most of its people have, and a job gets one
of the unit groups of ISCO-08 by its number."""

import base64
import collections
import datetime
import os
import random
import secrets
import shutil
import sys

data, out, nights = sys.argv[1], sys.argv[2], int(sys.argv[3])
here = os.path.dirname(os.path.abspath(__file__))
project = os.path.abspath(os.path.join(here, "..", "..", ".."))
units = ["1211", "1321", "2142", "2151", "2211", "2221", "2310", "2411", "2512", "2514", "3112", "3211", "3313", "3341", "4110",
         "4222", "4321", "5120", "5223", "5311", "5321", "6113", "7115", "7231", "7233", "7411", "8121", "8160", "8322", "8332",
         "9112", "9321", "9333", "9412"]

shutil.rmtree(out, ignore_errors=True)
first = os.path.join(out, "first")
os.makedirs(first)
with open(os.path.join(data, "employees.csv"), newline="") as file:
    lines = file.read().split("\n")
names = lines[0].split(",")
site, region, job = names.index("site"), names.index("region"), names.index("function_code")
regions, jobs = collections.defaultdict(collections.Counter), set()
for line in lines[1:]:
    if line:
        cells = line.split(",")
        regions[cells[site]][cells[region]] += 1
        jobs.add(cells[job])
shutil.copy(os.path.join(data, "employees.csv"), first)
shutil.copy(os.path.join(data, "workforce_plan.csv"), first)
with open(os.path.join(first, "establishments.csv"), "w") as file:
    file.write("establishment,country,region\n")
    file.writelines(f"{code},NL,{regions[code].most_common(1)[0][0]}\n" for code in sorted(regions))
with open(os.path.join(first, "jobs.csv"), "w") as file:
    file.write("job,isco08\n")
    file.writelines(f"{code},{units[int(code[1:]) % len(units)]}\n" for code in sorted(jobs))
date = datetime.date(2026, 1, 1)


def say(folder, date):
    with open(os.path.join(folder, "snapshot.yaml"), "w") as file:
        file.write(f"asOf: {date}\nsource: peers\n")


say(first, date)
chance, training, salary = random.Random(1), names.index("training_hours_12m"), names.index("monthly_salary")
for night in range(1, nights + 1):
    for number in chance.sample(range(1, len(lines) - 1), len(lines) // 100):
        cells = lines[number].split(",")
        cells[training] = str(chance.randrange(0, 80))
        cells[salary] = f"{chance.randrange(200000, 900000) / 100:.2f}"
        lines[number] = ",".join(cells)
    folder = os.path.join(out, "next", str(night))
    os.makedirs(folder)
    with open(os.path.join(folder, "employees.csv"), "w", newline="") as file:
        file.write("\n".join(lines))
    say(folder, date + datetime.timedelta(days=night))

for name in ("first", "next"):
    employer = os.path.join(out, "employer-" + name)
    os.makedirs(os.path.join(employer, "mappings"))
    shutil.copy(os.path.join(here, "mapping.yaml"), os.path.join(employer, "mappings", "peers.yaml"))
    for file, text in (("identity.key", base64.b64encode(secrets.token_bytes(32)).decode()),
                       ("partner.secret", "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode())):
        with open(os.open(os.path.join(employer, file), os.O_WRONLY | os.O_CREAT, 0o600), "w") as handle:
            handle.write(text + "\n")
    with open(os.path.join(employer, "doorstroom.yaml"), "w") as file:
        file.write(f"""employer: {{name: Peers, country: NL, registration: "12345678", timeZone: Europe/Amsterdam}}
storage: {{path: data/doorstroom.sqlite, identityKeyFile: identity.key}}
intake: {{mapping: peers, maxAgeDays: 3650}}
statutes: [{project}/Config/statutes/nl.yaml]
scorecard: {here}/scorecard.yaml
partners:
  - id: partner
    name: Partner
    kind: mobility-centre
    regions: ["*"]
    events: [redundancies, internships]
    endpoint: {{url: "http://127.0.0.1:9/hooks", secretFile: partner.secret}}
    agreement: {{reference: bench, validUntil: 2099-12-31}}
""")
