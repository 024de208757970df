"""A partner's program that speaks to the partner API, and the daemon that it speaks to."""

import http.client
import json
import re
import signal
import sys
import time
import uuid

from support.workbench import check

TOKEN = re.compile(r"doorstroom_partner_[0-9a-hjkmnp-tv-z]{52}")


class Client:
    """A partner's program: one connection a request, as curl would."""

    def __init__(self, port, token=None, headers=None):
        self.port, self.headers = port, dict(headers or {})
        if token:
            self.headers["Authorization"] = f"Bearer {token}"

    def send(self, method, path, body=None, key=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = dict(self.headers)
        data = None
        if body is not None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        if key or (method == "POST" and key is None):
            sent["Idempotency-Key"] = f'"{key or uuid.uuid4()}"'
        sent.update({name.replace("_", "-"): value for name, value in headers.items()})
        connection.request(method, path, body=data, headers={k: v for k, v in sent.items() if v is not None})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        kind = answer.headers.get("content-type", "")
        if answer.status >= 400:
            check(kind == "application/problem+json", f"{method} {path}: {answer.status} is of kind {kind}")
            problem = json.loads(text)
            check(problem["status"] == answer.status and problem["remedy"] and problem["type"].endswith(problem["code"]),
                  f"a problem tells what to do: {problem}")
        return answer.status, (json.loads(text) if text else None), answer.headers

    def expect(self, status, method, path, body=None, **more):
        got, answer, headers = self.send(method, path, body, **more)
        check(got == status, f"{method} {path} {body}: {got}, expected {status}: {answer}")
        return answer

    def problem(self, status, code, method, path, body=None, **more):
        answer = self.expect(status, method, path, body, **more)
        check(answer["code"] == code, f"{method} {path}: {answer['code']}, expected {code}: {answer}")
        return answer

    def walk(self, limit=7):
        """All events, page by page."""
        events, after = [], ""
        while True:
            page = self.expect(200, "GET", f"/partner/v1/events?limit={limit}" + (f"&after={after}" if after else ""))
            events += page["events"]
            after = page["cursor"]
            if not page["more"]:
                return events, after


def serve(bench):
    daemon = bench.start("serve")
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            http.client.HTTPConnection("127.0.0.1", bench.api, timeout=1).connect()
            return daemon
        except OSError:
            time.sleep(0.05)
            check(daemon.poll() is None, "the daemon runs: " + open(bench.path("log.txt")).read()[-2000:])
    sys.exit("the partner API does not listen")


def stop(daemon):
    daemon.send_signal(signal.SIGTERM)
    daemon.wait(30)


def token(bench, partner, *options):
    return TOKEN.search(bench.run("partners", "token", partner, *options))[0]
