"""Partners that drip, hang, reset, answer garbage, 100 MB or headers without end, beside one that is well."""

import collections
import os
import random
import socket
import struct
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from support.receiver import Receiver  # noqa: E402
from support.victim import beside  # noqa: E402
from support.workbench import Workbench, check, finish, last_month_end  # noqa: E402

DEADLINE = 10
# What becomes of an event, and what the last attempt is called: a 2xx stands, whatever becomes of the rest of the answer.
EXPECTED = {"well": ("delivered", 202), "drips": ("delivered", 200), "huge": ("delivered", 200), "hangs": ("retrying", "timeout"),
            "resets": ("retrying", "connection-lost"), "garbage": ("retrying", "garbage"), "headers": ("retrying", "garbage")}


class Misbehaving:
    """Takes a request whole, then does what its path says, for as long as the other side bears it."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.port = self.socket.getsockname()[1]
        self.given = collections.Counter()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, _ = self.socket.accept()
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            data = b""
            while b"\r\n\r\n" not in data:
                data += connection.recv(65536) or b"\r\n\r\n"
            how = data.split(b" ", 2)[1].rsplit(b"/", 1)[-1].decode()
            for piece in getattr(self, how)(connection):
                connection.sendall(piece)
                self.given[how] += len(piece)
        except OSError:
            pass
        finally:
            connection.close()

    def drips(self, connection):
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
        while True:
            time.sleep(0.2)
            yield b"."

    def hangs(self, connection):
        time.sleep(60)
        yield b""

    def resets(self, connection):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return []

    def garbage(self, connection):
        yield random.randbytes(4096)

    def huge(self, connection):
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n"
        for _ in range(1000):
            yield bytes(100_000)

    def headers(self, connection):
        yield b"HTTP/1.1 200 OK\r\n"
        while True:
            yield b"X-More: " + b"x" * 1000 + b"\r\n"


def main(program):
    well, ill = Receiver(), Misbehaving()
    with Workbench(program) as bench:
        for partner in EXPECTED:
            bench.add_partner(partner, well.port if partner == "well" else ill.port, ratePerSecond=500, concurrency=50,
                              timeoutSeconds=DEADLINE)
        bench.write_config()
        bundle = bench.sample(employees=3000, months=1, until=last_month_end())[0]
        bench.run("import", bundle)
        bench.run("scan", "--as-of", os.path.basename(bundle), "--release-now")
        begun = time.monotonic()
        process = subprocess.Popen([bench.program, "deliver", "--config", bench.config], stdout=subprocess.DEVNULL,
                                   stderr=open(bench.path("log.txt"), "a"))
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        lasted = time.monotonic() - begun
        check(process.returncode == 0, f"deliver ends with {process.returncode}")
        check(lasted < 5 * DEADLINE + 30, f"no endpoint holds it up: {lasted:.0f} s")
        check(usage.ru_maxrss < 400_000, f"no answer is kept in memory: {usage.ru_maxrss} kB")
        found = collections.defaultdict(set)
        for partner, *outcome in beside(bench, """
                SELECT partner, state, (SELECT coalesce(status, fault) FROM outbox_attempt WHERE outbox = id ORDER BY number DESC LIMIT 1)
                FROM outbox WHERE attempts > 0"""):
            found[partner].add(tuple(outcome))
        for partner, (state, problem) in EXPECTED.items():
            check(found[partner] == {(state, problem)},
                  f"{partner}: {found[partner]}, expected {state}, {problem}")
        for how in ("huge", "headers"):
            attempts = beside(bench, f"SELECT sum(attempts) FROM outbox WHERE partner = '{how}'")[0][0]
            check(ill.given[how] < attempts * 5_000_000, f"{how}: reading ends soon: {ill.given[how]} bytes in {attempts} attempts")
        check(well.times[-1] - well.times[0] < DEADLINE * 2 + 10, "and whoever is well waits for nobody")
        print(f"{len(well.arrivals)} events to the partner that is well in {well.times[-1] - well.times[0]:.1f} s, "
              f"all attempts over in {lasted:.1f} s, {usage.ru_maxrss // 1000} MB at most")
    finish()


if __name__ == "__main__":
    main(sys.argv[1])
