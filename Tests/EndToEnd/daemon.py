"""An administrator runs the daemon: ready, watched, reloaded, fed through its inbox, asked through its socket, stopped."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

from support.peers import free_port
from support.receiver import Receiver
from support.stages import StageSocket
from support.workbench import Workbench, check, finish, last_month_end, until


def get(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def listening(process):
    """The addresses and ports that a process listens on."""
    sockets = set()
    for number in os.listdir(f"/proc/{process.pid}/fd"):
        try:
            sockets.add(os.readlink(f"/proc/{process.pid}/fd/{number}"))
        except OSError:
            pass
    found = set()
    for table in ("tcp", "tcp6"):
        for line in open(f"/proc/{process.pid}/net/{table}").readlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                address, port = fields[1].split(":")
                found.add((address, int(port, 16)))
    return found


def unheard(program, bench, console):
    """A log that cannot be written ends nothing: not on a full disk, and not when its reader goes."""
    reader = subprocess.Popen(["true"], stdin=subprocess.PIPE)
    reader.wait()
    with open("/dev/full", "w") as full:
        for log in (full, reader.stdin):
            daemon = subprocess.Popen([program, "serve", "--config", bench.config], stderr=log)
            try:
                until(lambda: answers(console), "the daemon answers without a log")
                drop = bench.path("inbox", "unheard-2026-01-31.csv")
                with open(drop, "w") as file:
                    file.write("nothing,known\n1,2\n")
                os.utime(drop, (time.time() - 60, time.time() - 60))
                until(lambda: not os.path.exists(drop), "it refuses a bad drop, and has logged it to nobody")
                check(answers(console), "and goes on")
                daemon.send_signal(signal.SIGTERM)
                check(daemon.wait(25) == 0, "and ends with code 0")
            finally:
                if daemon.poll() is None:
                    daemon.kill()
                    daemon.wait()


def answers(port):
    try:
        return get(port, "/healthz")[0] == 200
    except OSError:
        return False


def main(program):
    receiver = Receiver()
    with Workbench(program) as bench:
        console, metrics = free_port(), free_port()
        bench.settings["console"] = {"port": console}
        bench.settings["metrics"] = {"port": metrics}
        bench.add_partner("werkcentrum", receiver.port, ratePerSecond=200)
        bench.write_config()
        bundle = bench.sample(employees=3000, months=1, until=last_month_end())[0]

        manager = StageSocket(bench.folder)
        log = open(bench.path("log.txt"), "w")
        daemon = subprocess.Popen([program, "serve", "--config", bench.config], stderr=log,
                                  env={**os.environ, "NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "2000000"})
        try:
            heard = []

            def listen():
                while True:
                    try:
                        heard.append(manager.socket.recv(4096).decode())
                    except OSError:
                        return

            threading.Thread(target=listen, daemon=True).start()
            hears = lambda word: any(word in message.split("\n") for message in heard)
            until(lambda: hears("READY=1"), "the daemon says that it is ready")
            until(lambda: hears("WATCHDOG=1"), "the daemon feeds the watchdog")
            until(lambda: get(console, "/healthz") == (200, "ok\n"), "/healthz answers")
            status, body = get(console, "/readyz")
            check(status == 200 and all(c["ready"] for c in json.loads(body)["checks"]), f"/readyz: {status} {body}")
            for path in json.loads(get(console, "/schemas")[1])["schemas"]:
                check(json.loads(get(console, path)[1])["$schema"].startswith("https://json-schema.org/"), path)
            check(get(console, "/schemas/nothing.json")[0] == 404, "an unknown schema is not found")
            check("doorstroom_info" in get(metrics, "/metrics")[1], "/metrics answers")
            check(get(console, "/metrics")[0] == 404, "metrics stay on their own listener")
            # The configuration names ports alone. 127.0.0.1, as the kernel writes it.
            heard_on = listening(daemon)
            check(heard_on == {("0100007F", console), ("0100007F", metrics)}, f"it listens on loopback alone: {heard_on}")

            check(bench.attempt("serve").returncode == 4, "a second instance is refused with code 4")

            # Dropped by renaming; old enough to have stood still.
            hidden = bench.path("inbox", ".arriving")
            shutil.copytree(bundle, hidden)
            for folder, _, names in os.walk(hidden):
                for name in names + ["."]:
                    os.utime(os.path.join(folder, name), (time.time() - 60, time.time() - 60))
            os.rename(hidden, bench.path("inbox", os.path.basename(bundle)))
            until(lambda: not os.listdir(bench.path("inbox")), "the inbox is taken in")
            bench.run("scan", "--as-of", os.path.basename(bundle), "--release-now")
            check(receiver.wait_for(1), "what was released through the socket arrives")
            check(bench.rows("assessments"), "reading verbs read beside the daemon")
            until(lambda: all(row["state"] == "delivered" for row in bench.rows("deliveries", "list")), "everything is delivered")

            with open(bench.path("inbox", "broken-2026-01-31.csv"), "w") as file:
                file.write("nothing,known\n1,2\n")
            os.utime(bench.path("inbox", "broken-2026-01-31.csv"), (time.time() - 60, time.time() - 60))
            until(lambda: os.path.isdir(bench.path("inbox", "refused")), "a bad drop is moved aside")
            check(any(name.endswith(".report.txt") for name in os.listdir(bench.path("inbox", "refused"))), "with its report")
            check("snapshot-refused" in bench.run("notices", "--format", "csv"), "and the operator is told")

            good = open(bench.config).read()
            with open(bench.config, "w") as file:
                file.write(good.replace("employer:", "employr:"))
            daemon.send_signal(signal.SIGHUP)
            until(lambda: "reload-refused" in open(bench.path("log.txt")).read(), "a bad configuration is refused")
            check(get(console, "/healthz")[0] == 200, "and the daemon goes on")
            with open(bench.config, "w") as file:
                file.write(good)
            daemon.send_signal(signal.SIGHUP)
            until(lambda: "configuration was reloaded" in open(bench.path("log.txt")).read(), "a good one is taken")

            begun = time.monotonic()
            daemon.send_signal(signal.SIGTERM)
            check(daemon.wait(25) == 0, "SIGTERM ends the daemon with code 0")
            check(time.monotonic() - begun < 20, "within 20 seconds")
            until(lambda: hears("STOPPING=1"), "and it says so", seconds=5)
        finally:
            if daemon.poll() is None:
                daemon.kill()
                daemon.wait()
            manager.close()
        text = open(bench.path("log.txt")).read()
        check("E0" not in text and "@" not in text, "the log names nobody")
        check("127.0.0.1" not in text and "whsec_" not in text, "the log holds no address of a partner and no secret")
        unheard(program, bench, console)
    receiver.close()
    finish()


if __name__ == "__main__":
    main(sys.argv[1])
