"""Alertmanager as a peer: the same receiver, one webhook for each alert, whatever it has taken before it is killed.

It keeps nothing of an alert on disk: it counts on Prometheus to send it again.
"""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request

from machine import Receiver, free_port, finished

BATCH = 500


class Alertmanager:
    def __init__(self, program, folder, port):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        self.program, self.folder, self.listens = program, folder, free_port()
        with open(os.path.join(folder, "alertmanager.yml"), "w") as file:
            # No waiting for company: each alert is a group of its own, and goes out at once.
            file.write(f"""route: {{receiver: partner, group_by: ["..."], group_wait: 0s, group_interval: 1h, repeat_interval: 24h}}
receivers:
  - name: partner
    webhook_configs: [{{url: "http://127.0.0.1:{port}/alertmanager", send_resolved: false}}]
""")

    def start(self):
        self.process = subprocess.Popen(
            [self.program, f"--config.file={self.folder}/alertmanager.yml", f"--storage.path={self.folder}/data",
             f"--web.listen-address=127.0.0.1:{self.listens}", "--cluster.listen-address=", "--log.level=error"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.listens}/-/ready", timeout=5).close()
                return
            except OSError:
                time.sleep(0.05)
        sys.exit("Alertmanager does not become ready.")

    @staticmethod
    def alert(number):
        """Of about the size of an event of ours."""
        return {"labels": {"alertname": "Cell", "subject": f"subject-{number:07}"}, "annotations": {"filler": "x" * 400}}

    def post(self, count, batch=BATCH):
        """Returns when they were accepted."""
        for start in range(0, count, batch):
            alerts = [self.alert(number) for number in range(start, min(start + batch, count))]
            request = urllib.request.Request(f"http://127.0.0.1:{self.listens}/api/v2/alerts", json.dumps(alerts).encode(),
                                             {"Content-Type": "application/json"})
            urllib.request.urlopen(request, timeout=120).close()


def rate(program, receiver_program, scratch, alerts):
    """Alerts a second from the first that is posted to the last that arrives, and peak memory in MiB."""
    receiver = Receiver(receiver_program, os.path.join(scratch, "notes"))
    peer = Alertmanager(program, os.path.join(scratch, "alertmanager"), receiver.port)
    peer.start()
    begun = time.time()
    peer.post(alerts)
    end = time.monotonic() + 300
    while receiver.count() < alerts and time.monotonic() < end:
        time.sleep(0.1)
    peer.process.terminate()
    _, memory = finished(peer.process)
    moments = [moment for moment, _, _ in receiver.stop()]
    if len(moments) < alerts:
        sys.exit(f"Only {len(moments)} of {alerts} alerts arrived.")
    return alerts / (moments[alerts - 1] - begun), memory


def paced(program, receiver_program, scratch, dues):
    """Milliseconds from posted to received, of one alert at each of so many moments (seconds from the start)."""
    receiver = Receiver(receiver_program, os.path.join(scratch, "notes"))
    peer = Alertmanager(program, os.path.join(scratch, "alertmanager"), receiver.port)
    peer.start()
    connection = http.client.HTTPConnection("127.0.0.1", peer.listens, timeout=60)
    start, posted = time.time() + 1, []
    for number, due in enumerate(dues):
        body = json.dumps([peer.alert(number)])
        time.sleep(max(0, start + due - time.time()))
        posted.append(time.time())
        connection.request("POST", "/api/v2/alerts", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            sys.exit(f"Alertmanager refuses an alert: {answer.status}.")
    connection.close()
    time.sleep(2)
    peer.process.terminate()
    finished(peer.process)
    # The nth that arrives is taken for the nth that was posted: its requests do not say which they are.
    moments = sorted(moment for moment, _, _ in receiver.stop())
    if len(moments) != len(dues):
        sys.exit(f"{len(moments)} of {len(dues)} paced alerts arrived.")
    return sorted((moment - sent) * 1000 for moment, sent in zip(moments, posted))


def killed(program, receiver_program, scratch, alerts):
    """How many of so many alerts, accepted at once, have not arrived after a SIGKILL and a restart."""
    receiver = Receiver(receiver_program, os.path.join(scratch, "notes"))
    peer = Alertmanager(program, os.path.join(scratch, "alertmanager"), receiver.port)
    peer.start()
    peer.post(alerts, batch=alerts)
    peer.process.send_signal(signal.SIGKILL)
    finished(peer.process)
    peer.start()
    time.sleep(10)
    peer.process.terminate()
    finished(peer.process)
    return alerts - len(receiver.stop())
