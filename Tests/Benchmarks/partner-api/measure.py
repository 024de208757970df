"""Reads and writes of the partner API with wrk: requests a second, and a second of the daemon's own processor time.

    python3 Tests/Benchmarks/partner-api/measure.py .build/release/doorstroom [seconds]

Needs Debian's wrk and PyYAML. The second figure is what one core gives to the daemon alone, whatever else the machine does;
wrk's own work is not in it.
"""

import os
import re
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", "EndToEnd"))

from support.partner_client import Client, serve, stop, token  # noqa: E402
from support.receiver import Receiver  # noqa: E402
from support.workbench import Workbench, last_month_end  # noqa: E402

WRITE = """
local count = 0
request = function()
    count = count + 1
    local name = string.format("%s-%d-%d", "PREFIX", id, count)
    return wrk.format("POST", "/partner/v1/trajectories/" .. name .. "/intake",
        {["Authorization"] = "Bearer TOKEN", ["Content-Type"] = "application/json", ["Idempotency-Key"] = name},
        '{"date": "2026-01-10", "measures": ["training"]}')
end
setup = function(thread) counter = (counter or 0) + 1; thread:set("id", counter) end
"""


def processor(pid):
    """Seconds of processor time that a process has used."""
    fields = open(f"/proc/{pid}/stat").read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load(bench, daemon, what, path, token, seconds, script=None):
    options = ["-s", script] if script else ["-H", f"Authorization: Bearer {token}"]
    before = processor(daemon.pid)
    said = subprocess.run(["wrk", "-t1", "-c16", f"-d{seconds}s", "--latency", *options, f"http://127.0.0.1:{bench.api}{path}"],
                          capture_output=True, text=True, check=True).stdout
    used = processor(daemon.pid) - before
    requests = int(re.search(r"(\d+) requests in", said)[1])
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    p99 = re.search(r"^\s+99%\s+(\S+)", said, re.M)[1]
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    print(f"| {what} | {rate:,.0f} | {requests / used:,.0f} | {p99} | {failed[1] if failed else 0} |", flush=True)


def main(program, seconds=10):
    receivers = Receiver()
    with Workbench(program) as bench:
        bench.settings["console"], bench.settings["metrics"] = {"port": 0}, {"port": 0}
        bench.add_partner("oost", receivers.port, ratePerSecond=500)
        bench.api = 8471
        bench.settings["partnerApi"] = {"enabled": True, "port": bench.api, "ratePerSecond": 100_000}
        bench.write_config()
        bundle = bench.sample(employees=3000, months=1, until=last_month_end())[0]
        bench.run("import", bundle)
        bench.run("scan", "--as-of", os.path.basename(bundle), "--release-now")
        daemon = serve(bench)
        try:
            secret = token(bench, "oost")
            client = Client(bench.api, secret)
            bench.settled()
            events, cursor = client.walk()
            offer = next(event["subject"] for event in events if event["type"].endswith("offer-published.v1"))
            print("| request | a second | a second of processor time | p99 | failed |\n|---|---|---|---|---|")
            for what, path in [("nothing new (resync at the end)", f"/partner/v1/events?after={cursor}"),
                               (f"a page of {min(10, len(events))} events", "/partner/v1/events?limit=10"),
                               ("an offer", f"/partner/v1/offers/{offer}"), ("vacancies, none", "/partner/v1/vacancies"),
                               ("a stranger (401, then 429)", "/partner/v1/events")]:
                load(bench, daemon, what, path, secret if "stranger" not in what else "no", int(seconds))
            script = bench.path("write.lua")
            with open(script, "w") as file:
                file.write(WRITE.replace("TOKEN", secret).replace("PREFIX", f"b{int(time.time())}"))
            load(bench, daemon, "an intake (a write, on disk)", "/", secret, int(seconds), script)
        finally:
            stop(daemon)
    receivers.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
