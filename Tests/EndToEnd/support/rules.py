"""The rules of the prevention phase, written a second time straight from the domain rules, §1 to §5.

Probabilities (§6) are drawn and cannot be drawn a second time; what follows from them can, and is worked out here from
those that the program gives.

Slow, plain and without regard to the program: a difference between the two is a finding in one of them.
People and plan rows are dictionaries with the columns of the canonical files, dates as `datetime.date` or None.
"""

import datetime
from fractions import Fraction

VOLUNTARY = {"resignation", "retirement", "death", "transfer"}
EMPLOYERS = {"redundancy", "settlement", "contract_end", "dismissal"}
EXTERNAL = {"agency", "contractor"}
DAY = datetime.timedelta(days=1)
ORDER = ["ended", "notice", "agreed-exit", "declared", "announced", "indicated", "closing", "likely",
         "fixed-term-end", "assignment-end", "base"]


def add_months(date, months):
    index = date.year * 12 + date.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    last = (datetime.date(year + (month == 12), month % 12 + 1, 1) - DAY).day
    return datetime.date(year, month, min(date.day, last))


def anniversary(date, years):
    try:
        return date.replace(year=date.year + years)
    except ValueError:
        return datetime.date(date.year + years, 3, 1)


def completed_years(since, at):
    years = at.year - since.year
    return years if anniversary(since, years) <= at else years - 1


def month_end(date):
    return add_months(date.replace(day=1), 1) - DAY


class Netherlands:
    """Pension ages and notice of the Dutch statute, as the statutory parameters list them."""

    ages = [(1900, 2012, 65, 0, 65, 0), (2013, 2013, 65, 1, 65, 1), (2014, 2014, 65, 2, 65, 2), (2015, 2015, 65, 3, 65, 3),
            (2016, 2016, 65, 6, 65, 6), (2017, 2017, 65, 9, 65, 9), (2018, 2018, 66, 0, 66, 0), (2019, 2021, 66, 4, 66, 4),
            (2022, 2022, 66, 7, 66, 7), (2023, 2023, 66, 10, 66, 10), (2024, 2027, 67, 0, 67, 0), (2028, 9999, 67, 0, 67, 3)]

    def pension_date(self, birth):
        for first, last, reached_years, reached_months, years, months in self.ages:
            if first <= self.reaching(birth, reached_years, reached_months).year <= last:
                return self.reaching(birth, years, months)
        raise AssertionError("no pension age for a birth date")

    @staticmethod
    def reaching(birth, years, months):
        """A birthday, or so many months on."""
        return add_months(birth, 12 * years + months) if months else anniversary(birth, years)

    def notice_end(self, given, person, by_employee):
        service_since, birth = person["service_since"], person["birth_date"]
        if by_employee:
            months = 1
        elif birth and self.pension_date(birth) <= given:
            months = 1
        else:
            years = completed_years(service_since, given)
            months = 1 if years < 5 else 2 if years < 10 else 3 if years < 15 else 4
        return month_end(add_months(given, months))


class Belgium:
    """Pension ages and notice of the Belgian statute: weeks by seniority, from the day that the notice begins."""

    employer = [(0, 1), (3, 3), (4, 4), (5, 5), (6, 6), (9, 7), (12, 8), (15, 9), (18, 10), (21, 11), (24, 12), (36, 13),
                (48, 15)]
    employee = [(0, 1), (3, 2), (6, 3), (12, 4), (18, 5), (24, 6), (48, 7), (60, 9), (72, 10), (84, 12), (96, 13)]

    def pension_date(self, birth):
        age = 65 if birth.year < 1960 else 66 if birth.year < 1964 else 67
        return month_end(anniversary(birth, age)) + DAY

    @staticmethod
    def reached(since, months):
        return add_months(since, months) if months % 12 else anniversary(since, months // 12)

    def weeks(self, table, since, given):
        reached = [weeks for months, weeks in table if self.reached(since, months) <= given]
        return reached[-1] if reached else table[0][1]

    def employers_weeks(self, since, given):
        years = completed_years(since, given)
        if years < 5:
            return self.weeks(self.employer, since, given)
        if years < 20:
            return 15 + 3 * (years - 4)
        return 62 if years == 20 else 42 + years

    def notice_end(self, given, person, by_employee):
        since, birth = person["service_since"], person["birth_date"]
        week = 7 * DAY
        if by_employee:
            return given + self.weeks(self.employee, since, given) * week
        start, new = given, datetime.date(2014, 1, 1)
        if since < new <= given:
            # Three months for every five years begun by the end of 2013.
            start = add_months(given, 3 * (completed_years(since, new - DAY) // 5 + 1))
            since = new
        ends = [start + self.employers_weeks(since, given) * week]
        if person["hire_date"] >= datetime.date(2026, 6, 1):
            ends.append(given + 52 * week)
        if birth and self.pension_date(birth) <= given:
            ends.append(given + 26 * week)
        return min(ends)


class Run:
    """One run over a workforce as of a date."""

    def __init__(self, people, plan, jobs, establishments, as_of, employer_country="NL", horizon=18):
        self.as_of, self.people, self.plan = as_of, people, plan
        self.job_group = {job["job"]: job.get("job_group") or job["job"] for job in jobs}
        self.countries = {e["establishment"]: e.get("country") or employer_country for e in establishments}
        self.employer_country = employer_country
        self.end = add_months(as_of, horizon)
        self.results = {}
        # What a group's dates and heads were, for the odometer.
        self.kept = {}
        # Given: probabilities by employee, and by group the first date at which half of the draws have a surplus.
        self.probabilities, self.medians = {}, {}

    # --- people

    def statute(self, person):
        country = self.countries.get(person["establishment"], self.employer_country)
        return {"NL": Netherlands(), "BE": Belgium()}.get(country)

    def group(self, person):
        return (self.job_group.get(person["job"], person["job"]), person["establishment"])

    def in_service(self, person):
        return person["hire_date"] <= self.as_of and not (person["exit_date"] and person["exit_date"] <= self.as_of)

    def pension(self, person):
        statute = self.statute(person)
        if not statute or not person["birth_date"] or person["contract"] in EXTERNAL:
            return None
        return statute.pension_date(person["birth_date"])

    def statutory_notice_end(self, person, given):
        statute = self.statute(person)
        if not statute or person["contract"] in EXTERNAL:
            return None
        end = statute.notice_end(given, person, person["exit_reason"] in VOLUNTARY)
        return end if end > self.as_of else self.as_of + DAY

    def notice_end(self, person):
        if person["notice_date"] and not person["exit_date"]:
            return self.statutory_notice_end(person, person["notice_date"])
        return None

    def leave_date(self, person):
        dates = [person["exit_date"], self.notice_end(person), self.pension(person)]
        if person["contract_renewal"] != "yes":
            dates.append(person["contract_end"])
        dates = [date for date in dates if date and date > self.as_of]
        return min(dates) if dates else None

    def phase3_rules(self, person):
        rules = []
        if person["notice_date"] and person["notice_date"] <= self.as_of and person["exit_reason"] not in VOLUNTARY:
            rules.append("notice")
        if person["exit_date"] and person["exit_date"] > self.as_of and person["exit_reason"] in EMPLOYERS:
            rules.append("agreed-exit")
        if person["redundant_since"] and person["redundant_since"] <= self.as_of:
            rules.append("declared")
        return rules

    # --- supply and demand

    def supply(self, group, date):
        return sum(p["centi"] for p in self.staff.get(group, []) if not p["leave"] or p["leave"] > date)

    @staticmethod
    def specificity(row):
        return {(True, True): 3, (False, True): 2, (True, False): 1, (False, False): 0}[
            (row["job_group"] != "*", row["establishment"] != "*")]

    @staticmethod
    def matches(row, group):
        return row["job_group"] in ("*", group[0]) and row["establishment"] in ("*", group[1])

    def row_in_force(self, group, date):
        rows = [row for row in self.plan if self.matches(row, group) and row["date"] <= date]
        if not rows:
            return None
        latest = max(row["date"] for row in rows)
        return max((row for row in rows if row["date"] == latest), key=self.specificity)

    def share(self, row, group):
        """What a plan row gives to one of the groups that it governs."""
        if self.specificity(row) == 3:
            return row["centi"]
        inside = [r for r in self.plan if r["date"] == row["date"] and self.specificity(r) > self.specificity(row)
                  and row["job_group"] in ("*", r["job_group"]) and row["establishment"] in ("*", r["establishment"])]
        rest = max(0, row["centi"] - sum(r["centi"] for r in inside))
        governed = sorted(g for g in self.staff if self.row_in_force(g, row["date"]) is row)
        weights = {g: self.supply(g, self.as_of) for g in governed}
        total = sum(weights.values())
        if total == 0:
            return 0
        exact = {g: Fraction(rest * weights[g], total) for g in governed}
        given = {g: int(exact[g]) for g in governed}
        left = rest - sum(given.values())
        for g in sorted(governed, key=lambda g: (-(exact[g] - given[g]), g))[:left]:
            given[g] += 1
        return given[group]

    def demand(self, group, date):
        row = self.row_in_force(group, date)
        return self.supply(group, date) if row is None else self.share(row, group)

    # --- selection order

    def to_go(self, heads, surplus, closing_from, date):
        fte = sum(p["centi"] for p in heads)
        if closing_from and date >= closing_from:
            return len(heads)
        return min(len(heads), (2 * surplus * len(heads) + fte) // (2 * fte)) if fte else 0

    def dates(self):
        return sorted({row["date"] for row in self.plan if self.as_of < row["date"] <= self.end}
                      | {d for d in self.month_ends() if self.as_of < d <= self.end})

    def is_drawn(self, group):
        """Whether the plan takes something away from what there is."""
        supply = self.supply(group, self.as_of)
        return any(self.row_in_force(group, t) and self.demand(group, t) < supply for t in self.dates())

    def assess_group(self, group):
        staff = self.staff[group]
        dates = self.dates()
        surplus = {t: max(0, self.supply(group, t) - self.demand(group, t)) for t in dates}
        over = [t for t in dates if surplus[t] >= 10]
        if not over:
            return
        first = over[0]
        closing_from = None
        for t in reversed(dates):
            row = self.row_in_force(group, t)
            if row is None or row["centi"] != 0:
                break
            closing_from = t
        largest = max(surplus.values())
        star = closing_from or min(t for t in dates if surplus[t] == largest)
        heads = [p for p in staff if not (p["leave"] and p["leave"] <= star) and not p["three"]]
        leaving = {t: sum(p["centi"] for p in staff if p["three"] and not (p["leave"] and p["leave"] <= t)) for t in dates}
        owed = {t: max(0, surplus[t] - leaving[t]) for t in dates}
        self.group_dates[group] = first
        for p in staff:
            p["selection"], p["redundancy"] = "exposed", star
        if closing_from:
            for p in heads:
                p["closing"] = True
        kept = {"dates": dates, "heads": heads, "star": star, "closing": bool(closing_from), "uncomputed": None,
                "ordered": isinstance(self.statute(staff[0]), Netherlands),
                "to_go": lambda t: self.to_go(heads, owed[t], closing_from, t)}
        self.kept[group] = kept
        if not isinstance(self.statute(staff[0]), Netherlands):
            return
        row = self.row_in_force(group, first)
        reference = (row or {}).get("reference_date") or self.as_of
        n = self.to_go(heads, owed[star], closing_from, star)
        chosen = self.choose(heads, n, reference, bool(closing_from))
        kept["uncomputed"] = self.uncomputed
        ranked = sorted(heads, key=lambda p: (p["rank_group"], p not in chosen, -p["service_since"].toordinal(), p["id"]))
        for place, p in enumerate(ranked, 1):
            if p["rank_group"] == self.uncomputed:
                continue
            p["rank"] = place
            p["selection"] = "indicated" if p in chosen else "exposed"
            p["redundancy"] = next((t for t in dates if self.to_go(heads, owed[t], closing_from, t) >= place), star)

    def rank_group(self, p, reference):
        pension = self.pension(p)
        if p["contract"] in EXTERNAL:
            return 1
        if pension and pension <= reference:
            return 2
        if p["contract"] == "on_call":
            return 3
        limit = reference + datetime.timedelta(days=8 * 7 + 182)
        if p["contract"] == "fixed_term" and p["contract_end"] and p["contract_end"] <= limit:
            return 4
        return 5

    @staticmethod
    def band(p, reference):
        age = completed_years(p["birth_date"], reference)
        return 0 if age < 25 else 1 if age < 35 else 2 if age < 45 else 3 if age < 55 else 4

    def choose(self, heads, n, reference, closing):
        for p in heads:
            p["rank_group"] = self.rank_group(p, reference)
        chosen, left, self.uncomputed = [], n, None
        for number in range(1, 6):
            members = [p for p in heads if p["rank_group"] == number]
            if left >= len(members):
                chosen += members
                left -= len(members)
                continue
            if left and all(p["birth_date"] for p in members):
                chosen += self.by_bands(members, left, reference, closing)
            elif left:
                self.uncomputed = number
            break
        return chosen

    def by_bands(self, members, m, reference, closing):
        total = len(members)
        bands = [sorted((p for p in members if self.band(p, reference) == b),
                        key=lambda p: (-p["service_since"].toordinal(), p["id"])) for b in range(5)]
        able = [[p for p in band if closing or p["indispensable"] != "yes"] for band in bands]
        floors = [len(band) * m // total for band in bands]
        given = [min(floors[b], len(able[b])) for b in range(5)]

        def order(b):
            service = -able[b][floors[b]]["service_since"].toordinal() if floors[b] < len(able[b]) else 1
            return (-(len(bands[b]) * m % total), service, b)

        queue = sorted((b for b in range(5) if len(bands[b]) * m % total), key=order)
        others = sorted((b for b in range(5) if not len(bands[b]) * m % total), key=order)
        left = m - sum(given)
        turn = queue
        while left and any(given[b] < len(able[b]) for b in range(5)):
            for b in turn:
                if left and given[b] < len(able[b]):
                    given[b] += 1
                    left -= 1
            turn = queue + others
        chosen = []
        for b in range(5):
            taken, rest = able[b][:given[b]], able[b][given[b]:]
            chosen += taken
            if taken and rest and taken[-1]["service_since"] == rest[0]["service_since"]:
                for p in able[b]:
                    if p["service_since"] == rest[0]["service_since"]:
                        p["tied"] = True
        return chosen

    def month_ends(self):
        date = month_end(self.as_of)
        while date <= self.end:
            yield date
            date = month_end(date + DAY)

    # --- phases

    def assess(self):
        self.staff, self.group_dates = {}, {}
        for p in self.people:
            p.update(selection="none", rank=None, tied=False, redundancy=None, closing=False, leave=None, three=[])
            if self.in_service(p):
                p["leave"], p["three"] = self.leave_date(p), self.phase3_rules(p)
                self.staff.setdefault(self.group(p), []).append(p)
        for group in self.staff:
            self.assess_group(group)
        rows = {}
        for p in self.people:
            row = self.row(p)
            if row:
                rows[p["employee_id"]] = row
        return rows

    def row(self, p):
        rules = self.rules(p)
        if not rules:
            return None
        phase = 4 if "ended" in rules else 3 if p["three"] else 2 if rules != ["base"] else 1
        iso = lambda date: date.isoformat() if date else ""
        group = self.group(p)
        return {"employee_id": p["employee_id"], "phase": str(phase), "rules": "|".join(rules),
                "cause": self.cause(p, rules, phase), "selection": p["selection"], "rank": str(p["rank"] or ""),
                "tied": "yes" if p["tied"] else "no", "redundancy_date": iso(p["redundancy"]),
                "expected_exit": iso(self.expected_exit(p, rules, phase)), "job_group": group[0], "establishment": group[1]}

    def rules(self, p):
        exit_date, reason = p["exit_date"], p["exit_reason"]
        if not self.in_service(p):
            ended = (exit_date and exit_date <= self.as_of < add_months(exit_date, 12)
                     and (reason in EMPLOYERS or reason in ("other", ""))
                     and not (self.pension(p) and self.pension(p) <= exit_date))
            return ["ended"] if ended else []
        rules = list(p["three"])
        coming = [d for d in (p["notice_date"], p["redundant_since"]) if d and d > self.as_of]
        if coming and reason not in VOLUNTARY:
            rules.append("announced")
        pension = self.pension(p)
        retires = pension and p["redundancy"] and self.as_of < pension <= p["redundancy"]
        if p["selection"] == "indicated" and not retires:
            rules.append("indicated")
        if p["closing"] and not retires:
            rules.append("closing")
        # Of a first run; who was likely before stays so until 0.15.
        if self.probabilities.get(p["employee_id"], 0) >= 0.20 and not retires:
            rules.append("likely")
        end = p["contract_end"]
        if end and self.as_of < end <= add_months(self.as_of, 6) and p["contract_renewal"] != "yes":
            if p["contract"] in ("fixed_term", "on_call", "apprentice"):
                rules.append("fixed-term-end")
            if p["contract"] in EXTERNAL:
                rules.append("assignment-end")
        return sorted(rules, key=ORDER.index) or ["base"]

    def cause(self, p, rules, phase):
        by_reason = ("surplus" if p["exit_reason"] in ("redundancy", "settlement") else
                     "contract-end" if p["exit_reason"] == "contract_end" else "individual")
        if phase == 1:
            return ""
        if phase == 4:
            if p["redundant_since"] and p["redundant_since"] <= p["exit_date"]:
                return "surplus"
            if p["exit_reason"] in ("", "other"):
                if p["contract_end"] and p["contract_end"] <= p["exit_date"]:
                    return "contract-end"
            return by_reason
        causes = set()
        if phase == 3:
            for rule in p["three"]:
                causes.add("surplus" if rule == "declared" else by_reason)
        else:
            for rule in rules:
                if rule == "announced":
                    causes.add("surplus" if p["redundant_since"] and p["redundant_since"] > self.as_of else by_reason)
                else:
                    causes.add("contract-end" if rule.endswith("-end") else "surplus")
        return next(c for c in ("surplus", "contract-end", "individual") if c in causes)

    def declared_end(self, p):
        statute = self.statute(p)
        if not statute or p["contract"] in EXTERNAL:
            return None
        end = statute.notice_end(p["redundant_since"], p, by_employee=False)
        return max(end, self.as_of + DAY)

    def group_date(self, p):
        return self.group_dates.get(self.group(p))

    def expected_exit(self, p, rules, phase):
        if phase == 1:
            return None
        if phase == 4:
            return p["exit_date"]
        if phase == 3:
            dates = [p["exit_date"], self.notice_end(p), p["contract_end"] if p["contract_renewal"] != "yes" else None]
            dates = [date for date in dates if date and date > self.as_of]
            if not p["exit_date"] and (rules == ["declared"] or not dates and "declared" in rules):
                dates = [self.declared_end(p) or self.group_date(p) or min(dates, default=None)]
        else:
            dates = []
            if {"indicated", "closing", "announced", "likely"} & set(rules):
                dates.append(p["redundancy"])
            if "likely" in rules and not p["redundancy"]:
                dates.append(self.medians.get(self.group(p)))
            if {"fixed-term-end", "assignment-end"} & set(rules):
                dates.append(p["contract_end"])
        dates = [date for date in dates if date and date > self.as_of]
        return min(dates) if dates else None
