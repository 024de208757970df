"""Somebody tries things out with a browser: what arrives is on the sandbox's page, in both languages and by keyboard alone,
what is wrong is told, answers reach the partner API, and the sandbox misbehaves as it is told."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import sync_playwright

from support.partner_client import token
from support.peers import free_port
from support.victim import beside
from support.workbench import Workbench, check, finish, last_month_end


class API:
    """Takes what a partner sends to the partner API, and answers as it is said to."""

    def __init__(self):
        self.requests = []
        api = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                api.requests.append((self.command, self.path, dict(self.headers.items()), json.loads(body or b"{}")))
                status, said = api.reply(self.command, self.path)
                text = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json" if status < 300 else "application/problem+json")
                self.send_header("content-length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_POST = do_PUT = answer

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def reply(self, method, path):
        if path.endswith("/acceptance"):
            return 201, {"reservation": "018f2c5e-7b1a-7c3d-9e4f-0123456789ab", "state": "reserved", "places": 1}
        if path.endswith("/decline"):
            return 409, {"status": 409, "code": "places-held", "title": "Places held", "detail": "You have accepted places of this offer.",
                         "remedy": "Give them back first."}
        if "/trajectories/" in path:
            return 200, {"trajectory": path.split("/")[4], "state": "intake"}
        return 200, {"status": "received"}


def misbehave(port, **instruction):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/misbehave", json.dumps(instruction).encode(),
                                     {"content-type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        check(answer.status == 204, "the sandbox takes the instruction")


def manners(bench, port):
    """What Doorstroom makes of each manner."""
    for manner, expected in [("failing", "500"), ("garbage", "garbage"), ("busy", "429"), ("reset", "connection-lost"), ("hang", "timeout"),
                             ("slow", "timeout")]:
        misbehave(port, manner=manner, requests=1, seconds=9)
        done = bench.attempt("partners", "test", "werkcentrum")
        check(done.returncode == 1 and expected in done.stderr, f"{manner}: {done.stderr}")
        check(bench.attempt("partners", "test", "werkcentrum").returncode == 0, f"{manner}, once: {done.stderr}")
    misbehave(port, manner="gone")
    for _ in range(2):
        check("410" in bench.attempt("partners", "test", "werkcentrum").stderr, "until it is told otherwise")
    misbehave(port, manner="well")
    check(bench.attempt("partners", "test", "werkcentrum").returncode == 0, "and then it behaves")
    for wrong in ({"manner": "odd"}, {"manner": "slow", "seconds": -1}, {"manner": "slow", "requests": 0}):
        try:
            misbehave(port, **wrong)
            check(False, f"{wrong} is refused")
        except urllib.error.HTTPError as error:
            check(error.code == 422, f"{wrong}: {error.code}")


def foreign(port):
    """A page of another origin can neither read the page nor send its forms."""
    for headers, path, data in [({"Origin": "http://evil.example"}, "/misbehave", b"manner=gone"), ({"Host": "evil.example"}, "/", None),
                                ({"Host": "evil.example"}, "/arrivals", None), ({"Host": "evil.example"}, "/misbehave", None),
                                ({"Origin": "http://evil.example"}, "/arrivals", None),
                                ({"Origin": "http://evil.example"}, "/answers", b"action=acknowledge")]:
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data,
                                         {"content-type": "application/x-www-form-urlencoded", **headers})
        try:
            urllib.request.urlopen(request)
            check(False, f"{path} from elsewhere is refused")
        except urllib.error.HTTPError as error:
            check(error.code == 403, f"{path} from elsewhere: {error.code}")


def contrast(page):
    """The least contrast of any text on the page, by WCAG 2's formula."""
    return page.evaluate("""() => {
        const light = c => { const v = c.map(x => { x /= 255; return x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4 });
            return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2] }
        const numbers = text => text.match(/[\\d.]+/g).map(Number)
        const behind = e => { for (; e; e = e.parentElement) { const c = numbers(getComputedStyle(e).backgroundColor);
            if (c.length < 4 || c[3] > 0) return c.slice(0, 3) } return [255, 255, 255] }
        let least = 21
        for (const e of document.querySelectorAll('body *')) {
            if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue
            const a = light(numbers(getComputedStyle(e).color).slice(0, 3)), b = light(behind(e))
            least = Math.min(least, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)) }
        return least }""")


def browse(browser, base, api, shots):
    page = browser.new_page(locale="nl-NL", viewport={"width": 1280, "height": 1400})
    problems = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    outside = []
    page.on("request", lambda request: outside.append(request.url) if not request.url.startswith(base) else None)
    answer = page.goto(base)
    check("default-src 'none'" in answer.headers["content-security-policy"], "the page may load nothing")
    check(page.locator("html").get_attribute("lang") == "nl" and page.get_by_role("heading", name="Proef-mobiliteitscentrum").is_visible(), "Dutch")
    check(page.get_by_text("handtekening en schema kloppen").count() > 0, "what is right is said to be")
    check(page.get_by_text("handtekening:").count() > 0, "and what is signed wrongly, too")
    check(page.get_by_text("schema:").count() > 0, "and what departs from its schema")
    check(page.locator("dt", has_text="Arbeidsmarktregio").count() > 0, "what it says is told in words")
    unlabelled = page.evaluate("() => [...document.querySelectorAll('input:not([type=hidden]), select')].filter(e => !e.labels.length).length")
    check(unlabelled == 0, f"{unlabelled} inputs have no label")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        least = contrast(page)
        check(least >= 7, f"contrast, {scheme}: {least:.1f}")
    page.emulate_media(color_scheme="light")
    page.screenshot(path=os.path.join(shots, "sandbox-nl.png"))

    # By keyboard alone: the first stop leads past everything, and a form is sent by Enter.
    page.keyboard.press("Tab")
    check(page.evaluate("document.activeElement.className") == "skip", "the first stop leads to what arrived")
    page.locator("section", has=page.locator("h3", has_text="Vroege melding")).first.get_by_role("button", name="Bevestigen").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    method, path, headers, body = api.requests[-1]
    check(method == "POST" and re.fullmatch(r"/partner/v1/events/[0-9a-f-]{36}/acknowledgement", path) and body == {"status": "received"}, f"{path} {body}")
    check(headers["Authorization"] == "Bearer tok-werkcentrum" and headers["Idempotency-Key"].startswith('"'), "with token and key")
    check(page.get_by_text("Bevestigen: 200 ontvangen").count() == 1, "what came of it is on the page")

    page.get_by_role("link", name="English").click()
    offer = page.locator("section", has=page.get_by_role("heading", name="Internship offer")).first
    check(offer.get_by_role("button", name="Report as filled").count() == 0, "nothing is filled that was not accepted")
    offer.get_by_role("button", name="Accept").click()
    check(api.requests[-1][1].endswith("/acceptance") and api.requests[-1][3] == {"places": 1}, f"accepted: {api.requests[-1]}")
    offer = page.locator("section", has=page.get_by_role("heading", name="Internship offer")).first
    offer.get_by_label("First day").fill("2027-02-01")
    offer.get_by_role("button", name="Report as filled").click()
    check(api.requests[-1][3] == {"reservation": "018f2c5e-7b1a-7c3d-9e4f-0123456789ab", "starts": "2027-02-01"}, f"filled: {api.requests[-1]}")
    offer = page.locator("section", has=page.get_by_role("heading", name="Internship offer")).first
    offer.get_by_role("button", name="Decline").click()
    check(page.get_by_text("Decline: 409 You have accepted places of this offer. Give them back first.").count() == 1, "a refusal and its remedy are shown")

    alert = lambda: page.locator("section", has=page.get_by_role("heading", name="Early alert")).first
    for button, end in (("Report an intake", "intake"), ("Report the start", "start"), ("Report the outcome", "outcome")):
        alert().get_by_role("button", name=button).click()
        check(api.requests[-1][1].endswith("/" + end), f"{button}: {api.requests[-1]}")
    check(len({request[1].split("/")[4] for request in api.requests[-3:]}) == 1, "of one trajectory")
    page.get_by_label("Name of the vacancy").fill("Monteur <b>&</b>")
    page.get_by_role("button", name="Offer the vacancy").click()
    check(api.requests[-1][0] == "PUT" and api.requests[-1][3]["naamVacature"] == "Monteur <b>&</b>", f"offered: {api.requests[-1]}")

    page.get_by_label("Manner").select_option("busy")
    page.get_by_label("For how many requests").fill("2")
    page.get_by_role("button", name="Set").click()
    check(page.get_by_text("all: busy (429), 2 requests left").count() == 1, "how it behaves is on the page")
    page.screenshot(path=os.path.join(shots, "sandbox-en.png"), full_page=True)
    check(not outside and not problems, f"nothing is loaded from elsewhere, and nothing is refused: {outside} {problems}")
    page.close()


def really(program, browser):
    """The same answers to the partner API itself."""
    with Workbench(program) as bench:
        port, api = free_port(), free_port()
        bench.settings["console"], bench.settings["metrics"] = {"port": free_port()}, {"port": free_port()}
        bench.settings["partnerApi"] = {"enabled": True, "port": api}
        bench.add_partner("werkcentrum", port, ratePerSecond=200)
        bench.write_config()
        bundle = bench.sample(employees=3000, months=1, until=last_month_end())[0]
        bench.run("import", bundle)
        bench.run("scan", "--as-of", os.path.basename(bundle), "--release-now")
        secret = token(bench, "werkcentrum")
        sandbox = bench.start("sandbox", "--port", str(port), "--api", f"http://127.0.0.1:{api}", "--token-file",
                              bench.write_private("werkcentrum.token", secret + "\n"))
        daemon = bench.start("serve")
        try:
            waiting = "SELECT count(*) FROM outbox WHERE state <> 'delivered'"
            for _ in range(600):
                if os.path.exists(bench.path("data", "doorstroom.sqlite.sock")) and beside(bench, waiting)[0][0] == 0:
                    break
                time.sleep(0.1)
            check(beside(bench, waiting)[0][0] == 0, "everything arrives")
            page = browser.new_page(locale="en-GB")
            page.goto(f"http://127.0.0.1:{port}/")
            for button, expected in [("Acknowledge", "200 received"), ("Accept", "201 reserved"), ("Report as filled", "200 filled"),
                                     ("Decline", "409"), ("Report an intake", "201 intake"), ("Report the start", "200 started"),
                                     ("Report the outcome", "200 ended"), ("Offer the vacancy", "201")]:
                if button == "Offer the vacancy":
                    page.get_by_label("Name of the vacancy").fill("Monteur")
                page.get_by_role("button", name=button).first.click()
                check(page.locator("li", has_text=f"{button}: {expected}").count() == 1, f"{button}: " + "; ".join(page.locator("li").all_inner_texts()))
            page.close()
            check(secret not in open(bench.path("log.txt")).read(), "no token is said")
        finally:
            for process in (sandbox, daemon):
                process.send_signal(signal.SIGTERM)
                check(process.wait(30) == 0, "it ends in peace")


def main(program, shots=None):
    chromium = shutil.which("chromium")
    check(chromium, "chromium is not installed; Deploy/test installs it")
    api = API()
    with Workbench(program) as bench:
        shots = shots or bench.folder
        port = free_port()
        bench.add_partner("werkcentrum", port, ratePerSecond=200, timeoutSeconds=3)
        bench.add_partner("gemeente", port, ratePerSecond=200, events=("redundancies",))
        bench.write_config()
        held = bench.write_private("werkcentrum.token", "tok-werkcentrum\n")
        wrong = bench.attempt("sandbox", "--port", str(port), "--api", f"http://127.0.0.1:{api.port}", "--token-file", held)
        check(wrong.returncode == 2 and "PARTNER=FILE" in wrong.stderr, f"whose token it is must be said: {wrong.stderr}")
        sandbox = subprocess.Popen([program, "sandbox", "--port", str(port), "--api", f"http://127.0.0.1:{api.port}", "--token-file",
                                    "werkcentrum=" + held, "--config", bench.config], stdout=subprocess.DEVNULL,
                                   stderr=open(bench.path("sandbox.txt"), "w"))
        try:
            base = f"http://127.0.0.1:{port}"
            for _ in range(300):
                try:
                    urllib.request.urlopen(base + "/misbehave").read()
                    break
                except OSError:
                    time.sleep(0.1)
            bundle = bench.sample(employees=3000, months=1, until=last_month_end())[0]
            bench.run("import", bundle)
            bench.run("scan", "--as-of", os.path.basename(bundle), "--release-now")
            bench.run("deliver")
            arrivals = json.loads(urllib.request.urlopen(base + "/arrivals").read())
            check(len(arrivals) == beside(bench, "SELECT count(*) FROM outbox")[0][0], "everything arrived")
            check(all(not arrival["signatureFault"] and not arrival["eventFault"] for arrival in arrivals), "verified")
            for body in (b"no JSON", b'{"specversion": "1.0", "id": "x", "type": "a.partners.ping.v1", "subject": "odd", "data": {}}'):
                try:
                    urllib.request.urlopen(urllib.request.Request(base + "/hooks/werkcentrum", body, {"webhook-id": "x"}))
                except urllib.error.HTTPError as error:
                    check(error.code == 401, "what is not signed is refused")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                browse(browser, base, api, shots)
                really(program, browser)
                browser.close()
            foreign(port)
            misbehave(port, manner="well")
            manners(bench, port)
        finally:
            sandbox.send_signal(signal.SIGTERM)
            check(sandbox.wait(30) == 0, "the sandbox ends in peace")
        check("tok-werkcentrum" not in open(bench.path("sandbox.txt")).read(), "no token is said")
    finish()


if __name__ == "__main__":
    main(*sys.argv[1:])
