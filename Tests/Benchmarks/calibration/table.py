#!/usr/bin/env python3
"""table.py SCENARIO.SEED.json...: what backtests found, as two tables in Markdown: over all, and by what forecasts rest on."""

import json
import os
import sys


def number(value, places=2):
    return "–" if value is None else f"{value:,.{places}f}"


def interval(estimate, places=2):
    if estimate is None:
        return "–"
    text = number(estimate["value"], places)
    if estimate.get("low") is None:
        return text
    return f"{text} ({number(estimate['low'], places)}–{number(estimate['high'], places)})"


def plain(estimate, places):
    return "–" if estimate is None else number(estimate["value"], places)


def percent(estimate):
    return "–" if estimate is None else f"{round(100 * estimate['value'])} %"


def cells(figures):
    brier = [plain(figures.get(name), 4) for name in ("brier", "brierOfBaseRate", "brierOfBaseline")]
    lead = figures.get("leadTime")
    return [
        number(figures["pairs"], 0),
        number(figures["events"], 0),
        interval(figures.get("slope")),
        " / ".join(brier),
        percent(figures.get("skill")),
        percent(figures.get("skillAgainstBaseline")),
        percent(figures.get("precision")),
        percent(figures.get("recall")),
        "–" if lead is None else number(lead["median"]["value"], 0),
    ]


def table(first, rows):
    names = ["forecasts", "events", "slope (95 %)", "Brier: ours / base rate / surplus per head", "skill on base rate"]
    names = first + names + ["skill on surplus per head", "precision", "recall", "median lead, days"]
    print("| " + " | ".join(names) + " |")
    print("|" + "---|" * len(names))
    for row in rows:
        print("| " + " | ".join(row) + " |")


overall, by_basis = [], []
for path in sys.argv[1:]:
    scenario, seed = os.path.basename(path).split(".")[:2]
    with open(path) as file:
        result = json.load(file)["result"]
    overall.append([scenario, seed] + cells(result["overall"]))
    by_basis += [[scenario, seed, part["basis"]] + cells(part["figures"]) for part in result["byBasis"]]
table(["scenario", "seed"], overall)
print()
table(["scenario", "seed", "basis"], by_basis)
