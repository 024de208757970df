"""What must hold while something keeps a database from being written: for those who send, and for the daemon at night.

`hinder` begins a hindrance and returns what ends it."""

import os
import time

from support.clocks import DAY, LOOK, Clock
from support.peers import free_port
from support.victim import beside
from support.workbench import check, until


def sending(bench, receiver, hinder, seconds):
    """Hindered while events are on their way: nothing new begins, and nothing that was answered is sent again."""
    receiver.pause = 0.05
    sender = bench.start("deliver", "--until-empty")
    check(receiver.wait_for(10), "something is sent")
    end = hinder()
    # What is in flight comes to its end; that nothing follows can only be seen by looking for a while.
    time.sleep(3)
    stands = len(receiver.arrivals)
    time.sleep(seconds)
    check(len(receiver.arrivals) == stands, "nothing begins while no outcome can be kept")
    check(sender.poll() is None, "it waits")
    end()
    check(sender.wait(90) == 0, "and goes on by itself")
    ids = [headers["webhook-id"] for _, headers, _ in receiver.arrivals]
    check(len(ids) == len(set(ids)), f"{len(ids) - len(set(ids))} events were sent twice, though nothing was killed")
    states = {row["state"] for row in bench.rows("deliveries", "list")}
    check(states <= {"delivered", "superseded", "withdrawn"}, f"everything is delivered: {states}")
    check("outbox-unavailable" in open(bench.path("log.txt")).read(), "the operator was told")


def serving(bench, hinder, seconds=0):
    """The daemon outlives it, also when a night falls due meanwhile, and makes up for the night.

    - seconds: how long a write waits before it is refused."""
    bench.settings["console"], bench.settings["metrics"] = {"port": free_port()}, {"port": free_port()}
    bench.write_config()
    scans = lambda: beside(bench, "SELECT count(*) FROM scan")[0][0]
    before, clock = scans(), Clock(bench)
    daemon = clock.start("serve")
    try:
        until(lambda: os.path.exists(bench.path("data", "doorstroom.sqlite.sock")), "the daemon listens", bench)
        end = hinder()
        clock.set(DAY)
        time.sleep(LOOK + seconds)
        check(daemon.poll() is None, "the daemon outlives it; see\n" + open(bench.path("log.txt")).read()[-2000:])
        end()
        until(lambda: scans() > before, "the night is made up for", bench)
    finally:
        daemon.terminate()
        check(daemon.wait(30) == 0, "it ends in peace")
        clock.close()
