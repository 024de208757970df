"""A run of the program that is stopped where it is wanted, looked at, and killed there or let go on.

Where it is says the kernel: which files it has open, and whether it holds the database's write lock. What it calls itself
comes over the service manager's notify protocol. A stopped process does not move, so that what was seen still holds when
the kill comes."""

import fcntl
import os
import random
import shutil
import signal
import sqlite3
import struct
import subprocess
import time

from support.stages import StageSocket

# struct flock on 64-bit Linux, and the byte of the write-ahead log's index that a writer locks (SQLite's walIndex format).
FLOCK, WRITE_LOCK = "hhqqi4x", 120


class Victim:
    def __init__(self, bench, arguments):
        self.database = bench.settings["storage"]["path"]
        self.socket = StageSocket(bench.folder)
        self.socket.socket.setblocking(False)
        self.said, self.ready = [], None
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [bench.program, *arguments, "--config", bench.config], stdout=subprocess.DEVNULL,
            stderr=open(bench.path("log.txt"), "a"),
            env={**os.environ, "NOTIFY_SOCKET": self.socket.path, "TMPDIR": bench.path("temporary")})
        self.pid = self.process.pid

    def is_in(self, stage):
        """What it last said that it does."""
        while True:
            try:
                words = self.socket.socket.recv(4096).decode().split("\n")
            except OSError:
                break
            self.ready = self.ready or time.monotonic()
            self.said += [word.removeprefix("STATUS=") for word in words if word.startswith("STATUS=") or word == "READY=1"]
        return bool(self.said) and self.said[-1] == stage

    def reads(self, name):
        """Whether it has a file of that name open."""
        folder = f"/proc/{self.pid}/fd"
        try:
            for descriptor in os.listdir(folder):
                try:
                    if os.readlink(f"{folder}/{descriptor}").endswith("/" + name):
                        return True
                except OSError:
                    pass
        except OSError:
            pass
        return False

    def writes(self):
        """Whether it is between the BEGIN and the end of a transaction that writes."""
        try:
            index = os.open(self.database + "-shm", os.O_RDWR)
        except OSError:
            return False
        try:
            answer = fcntl.fcntl(index, fcntl.F_GETLK, struct.pack(FLOCK, fcntl.F_WRLCK, os.SEEK_SET, WRITE_LOCK, 1, 0))
            kind, _, _, _, owner = struct.unpack(FLOCK, answer)
            return kind != fcntl.F_UNLCK and owner == self.pid
        finally:
            os.close(index)

    def has_ended(self):
        return self.process.poll() is not None

    def wait_until(self, inside, seconds=120):
        """True once it is inside, false when it ended before."""
        end = time.monotonic() + seconds
        while not inside(self):
            if self.has_ended() or time.monotonic() > end:
                return False
            time.sleep(0.0003)
        return True

    def stop(self):
        """Stops all its threads; false when it has ended instead."""
        try:
            os.kill(self.pid, signal.SIGSTOP)
        except ProcessLookupError:
            return False
        return self.is_stopped()

    def is_stopped(self, seconds=20):
        """Waits until a stop that was asked for has come to all threads."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.has_ended():
                return False
            try:
                states = {self.state(thread) for thread in os.listdir(f"/proc/{self.pid}/task")}
            except OSError:
                continue
            if states <= {"T", None}:
                return True
            time.sleep(0.0002)
        return False

    def state(self, thread):
        try:
            with open(f"/proc/{self.pid}/task/{thread}/stat") as file:
                return file.read().rsplit(")", 1)[1].split()[0]
        except OSError:
            return None

    def resume(self):
        if not self.has_ended():
            os.kill(self.pid, signal.SIGCONT)

    def catch(self, inside, longest):
        """Stops it at a random moment inside, at most `longest` seconds after that has begun; false when it ended first."""
        delay = random.uniform(0, longest)
        while self.wait_until(inside):
            time.sleep(delay)
            if not self.stop():
                return False
            if inside(self):
                return True
            # It has moved on: the next time it is inside, sooner.
            self.resume()
            delay = random.uniform(0, delay / 2)
        return False

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.close()

    def finish(self):
        """Lets it run to its end."""
        self.resume()
        code = self.process.wait(300)
        self.is_in("")
        self.close()
        return code

    def close(self):
        self.socket.close()


def durations(bench, arguments, places):
    """For how long an undisturbed run is at each place, from the first to the last moment, in seconds."""
    victim = Victim(bench, arguments)
    seen = {}
    while not victim.has_ended():
        for name, inside in places.items():
            if inside(victim):
                now = time.monotonic()
                seen[name] = (seen.get(name, (now, now))[0], now)
        time.sleep(0.0003)
    code = victim.finish()
    return code, {name: last - first for name, (first, last) in seen.items()}


class Copy:
    """What a process that was killed, or stands still, has left on disk, opened apart: nobody mends the original by looking."""

    def __init__(self, bench):
        source = bench.settings["storage"]["path"]
        self.path = bench.path("copy.sqlite")
        for end in ("", "-wal"):
            if os.path.exists(self.path + end):
                os.unlink(self.path + end)
            if os.path.exists(source + end):
                shutil.copyfile(source + end, self.path + end)
        self.database = sqlite3.connect(self.path)

    def rows(self, sql, *values):
        return self.database.execute(sql, values).fetchall()

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.database.close()


def beside(bench, sql):
    """Rows of the database beside a process that goes on."""
    database = sqlite3.connect(f"file:{bench.settings['storage']['path']}?mode=ro", uri=True, timeout=20)
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()
