"""Hears through the service manager's notify protocol which stage a run is in, and kills it there."""

import os
import random
import socket
import subprocess
import time


class StageSocket:
    def __init__(self, folder):
        self.path = os.path.join(folder, f"notify-{random.randrange(1 << 40)}")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)

    def wait_for(self, stage, process, seconds=60):
        """True once the process says that it is in the stage; false when it ended before."""
        self.socket.settimeout(0.02)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if f"STATUS={stage}" in self.socket.recv(4096).decode().split("\n"):
                    return True
            except TimeoutError:
                if process.poll() is not None:
                    return False
        return False

    def close(self):
        self.socket.close()
        os.unlink(self.path)


def timed(program, config, arguments, stages):
    """How long each stage of an undisturbed run lasts, in seconds: the last one until the run ends."""
    socket = StageSocket(os.path.dirname(config))
    process = subprocess.Popen([program, *arguments, "--config", config], env={**os.environ, "NOTIFY_SOCKET": socket.path},
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    begun = []
    for stage in stages:
        socket.wait_for(stage, process)
        begun.append(time.monotonic())
    process.wait()
    socket.close()
    begun.append(time.monotonic())
    return [end - start for start, end in zip(begun, begun[1:])]


def kill_in(program, config, arguments, stage, longest):
    """Starts a run and kills it at a random moment of the stage; false when the run was done before the kill."""
    stages = StageSocket(os.path.dirname(config))
    process = subprocess.Popen([program, *arguments, "--config", config], env={**os.environ, "NOTIFY_SOCKET": stages.path},
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    reached = stages.wait_for(stage, process)
    if reached:
        time.sleep(random.uniform(0, longest))
    killed = reached and process.poll() is None
    process.kill()
    process.wait()
    stages.close()
    return killed
