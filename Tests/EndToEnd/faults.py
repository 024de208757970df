"""What happens around the program goes wrong: the disk is full, the database is locked, its log is cut, the power fails, the
clock jumps, partners misbehave. Nothing is lost, the operator is told, and it goes on by itself once the cause is gone.

Each kind is a program of its own in `support`, and can be run alone. They mostly wait, hence all at once."""

import concurrent.futures
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = {"full_disk": "a full disk", "locked": "a locked database", "cut_log": "a log cut short", "power": "power failures",
         "clocks": "clocks that jump", "bad_endpoints": "partners that misbehave"}
# A file system of one's own needs a file name space of one's own.
APART = ["unshare", "--map-root-user", "--mount"]


def run(kind, program):
    command = [sys.executable, os.path.join(HERE, "support", kind + ".py"), program]
    if kind == "full_disk":
        if subprocess.run([*APART, "true"], capture_output=True).returncode != 0:
            return 0, "NOT TESTED: a full disk, since this machine allows no mount of one's own (unshare --mount)\n", 0
        command = APART + command
    begun = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=1200)
    return done.returncode, done.stdout, time.monotonic() - begun


def main(program, *kinds):
    kinds = kinds or KINDS
    with concurrent.futures.ThreadPoolExecutor(len(kinds)) as pool:
        ends = {kind: pool.submit(run, kind, os.path.abspath(program)) for kind in kinds}
    failed = [kind for kind in kinds if ends[kind].result()[0] != 0]
    for kind in kinds:
        code, text, lasted = ends[kind].result()
        print(f"{KINDS[kind]} ({lasted:.0f} s):")
        print("".join("  " + line + "\n" for line in text.splitlines()), end="")
    if failed:
        sys.exit("FAILED: " + ", ".join(failed))


if __name__ == "__main__":
    main(*sys.argv[1:])
