"""What the benchmark of the delivery and its peers share: the receiver, and what a process took."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time


class Receiver:
    """The partners' end, for one run."""

    def __init__(self, program, notes):
        self.notes = notes
        self.process = subprocess.Popen([program, notes], stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def count(self):
        """How many requests have come in whole."""
        self.process.send_signal(signal.SIGUSR1)
        return int(self.process.stdout.readline())

    def stop(self):
        """What arrived: moment, id and path of each request."""
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait() != 0:
            sys.exit("The receiver could not write its notes.")
        self.process.stdout.close()
        with open(self.notes) as file:
            return [(float(moment), event, path) for moment, event, path in map(str.split, file)]


def finished(process):
    """Seconds of processor time and peak memory in MiB of a process that has ended."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def idle(seconds, rate):
    """Milliseconds from a moment to the end of a piece of work begun then, which takes a tenth of one on a machine at rest:
    what in the figures is the machine's own."""
    work = b"x" * 150_000
    start, took = time.time(), []
    for number in range(int(seconds * rate)):
        due = start + number / rate
        time.sleep(max(0, due - time.time()))
        hashlib.sha256(work).digest()
        took.append((time.time() - due) * 1000)
    return sorted(took)


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
