"""The odometer of collective redundancies, written a second time straight from the domain rules, §8, and the statutory
parameters: every day of the horizon is counted anew, person by person."""

import datetime

from support.rules import DAY, EXTERNAL, VOLUNTARY, add_months

RULES = {
    "NL": [("wmco", "statutory_area", lambda day: add_months(day, -3), lambda size: 20)],
    "BE": [
        ("collective-dismissal", "technical_unit", lambda day: day - 60 * DAY,
         lambda size: None if size < 20 else 10 if size < 100 else -(-size // 10) if size < 300 else 30),
        ("employment-cell", "technical_unit", lambda day: day - 60 * DAY,
         lambda size: max(1, -(-size // 2)) if size < 12 else 6 if size < 21 else 10 if size < 100
         else -(-size // 10) if size < 300 else 30),
    ],
}


class Odometer:
    """Counts what a finished `Run` found; `places` are the rows of establishments.csv."""

    def __init__(self, run, places):
        self.run = run
        self.places = {place["establishment"]: place for place in places}
        self.cases = [case for person in run.people for case in self.of_person(person)]
        self.cases += [case for group in run.kept for case in self.of_group(group)]

    def country(self, establishment):
        return self.run.countries.get(establishment, self.run.employer_country)

    def unit(self, establishment, column):
        return self.places.get(establishment, {}).get(column) or ""

    def of_person(self, p):
        if p["contract"] in EXTERNAL or self.country(p["establishment"]) not in RULES:
            return
        date = self.dated(p)
        if date:
            yield {"date": date, "standing": "past" if date <= self.run.as_of else "committed",
                   "establishment": p["establishment"], "id": p["id"]}
        elif {"indicated", "closing"} & set(self.run.rules(p)):
            yield {"date": p["redundancy"], "standing": "forecast", "establishment": p["establishment"], "id": p["id"]}

    def dated(self, p):
        reason, since, leaves = p["exit_reason"], p["redundant_since"], p["exit_date"]
        economic = reason in ("redundancy", "settlement")
        if since and not (leaves and leaves < since) and reason not in ("probation", "cause", "contract_end"):
            economic = economic or since <= self.run.as_of or reason not in VOLUNTARY
        dates = [date for date in (since, p["notice_date"], leaves) if date]
        return min(dates) if economic and dates else None

    def of_group(self, group):
        """The places to go of a group of which no order says who is meant."""
        kept = self.run.kept[group]
        if kept["closing"] or self.country(group[1]) not in RULES:
            return
        named = [p for p in kept["heads"] if p["selection"] == "indicated"]
        rest = [p for p in kept["heads"] if p["selection"] != "indicated"]
        if kept["ordered"] and (kept["uncomputed"] is None or kept["uncomputed"] == 1):
            return
        already = [p for p in rest if self.dated(p) and p["contract"] not in EXTERNAL]
        open_places = len([p for p in rest if p["contract"] not in EXTERNAL]) - len(already)
        n = kept["to_go"](kept["star"])
        dates = [next((t for t in kept["dates"] if kept["to_go"](t) >= place), kept["star"]) for place in range(1, n + 1)]
        for date in dates[len(named) + len(already):][:max(0, open_places)]:
            yield {"date": date, "standing": "forecast", "establishment": group[1], "id": None}

    def readings(self):
        """One for each unit in which somebody works or is counted, and each of its country's rules."""
        workers = [p for p in self.run.people if self.run.in_service(p) and p["contract"] not in EXTERNAL]
        for country, rules in RULES.items():
            for rule, column, start, threshold_of in rules:
                def inside(establishment, unit):
                    return self.country(establishment) == country and self.unit(establishment, column) == unit

                everywhere = [p["establishment"] for p in workers] + [case["establishment"] for case in self.cases]
                units = {self.unit(place, column) for place in everywhere if self.country(place) == country}
                for unit in units:
                    cases = [case for case in self.cases if inside(case["establishment"], unit)]
                    size = len([p for p in workers if inside(p["establishment"], unit)])
                    yield (country, rule, unit), self.reading(cases, start, threshold_of(size), size)

    def reading(self, cases, start, threshold, size):
        as_of, end = self.run.as_of, self.run.end
        count = lambda day: len([case for case in cases if start(day) < case["date"] <= day])
        days = [as_of + n * DAY for n in range((end - as_of).days + 1)]
        counts = {day: count(day) for day in days}
        top = max(days, key=lambda day: (counts[day], -day.toordinal()))
        crossing = next((day for day in days if threshold and counts[day] >= threshold), None)
        if crossing == as_of:
            while count(crossing - DAY) >= threshold:
                crossing -= DAY
        window = [case["date"] for case in cases if start(as_of) < case["date"] <= as_of]
        drop = as_of
        while window and start(drop) < min(window):
            drop += DAY
        ahead = lambda standing: len([c for c in cases if c["standing"] == standing and as_of < c["date"] <= end])
        more, more_from, before = "", "", ""
        if threshold and not crossing:
            more, more_from = threshold - counts[top], top
            before = next((top + n * DAY for n in range(1, 400) if count(top + n * DAY) < counts[top]), "")
            if counts[top] == 0:
                before = ""
        text = lambda value: value.isoformat() if isinstance(value, datetime.date) else "" if value is None else str(value)
        return {key: text(value) for key, value in {
            "count": counts[as_of], "threshold": threshold, "committed": ahead("committed"), "forecast": ahead("forecast"),
            "next_drop_out": drop if window else None, "count_then": count(drop) if window else None,
            "largest": counts[top], "largest_on": top, "crosses_on": crossing,
            "crosses_with": count(crossing) if crossing else None, "more": more, "more_from": more_from,
            "more_before": before, "workers": f"{size}.00"}.items()}
