"""Partners answer through their API: admission, resync, offers, vacancies, trajectories, idempotency, crashes; then the
document of the API by a validator, and the API by schemathesis, with authentic keys so that it reaches real states."""

import base64
import concurrent.futures
import glob
import hashlib
import hmac
import http.client
import json
import os
import random
import re
import secrets
import signal
import subprocess
import sys
import time
import uuid

from support.peers import free_port
from support.partner_client import TOKEN, Client, serve, stop, token
from support.receiver import Receiver
from support.workbench import Workbench, check, finish, last_month_end, until

TODAY = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 86_400))


def admission(bench):
    """Who may come in, and that nobody learns why they may not."""
    first = token(bench, "oost")
    oost = Client(bench.api, first)
    oost.expect(200, "GET", "/partner/v1/events")
    refusals = []
    for headers in [{}, {"Authorization": "Bearer x"}, {"Authorization": f"Bearer {first[:-1]}"}, {"Authorization": "Basic eDp5"},
                    {"Client-Cert": "0" * 64}]:
        refusals.append(Client(bench.api, headers=headers).problem(401, "unauthorized", "GET", "/partner/v1/events"))
    second = token(bench, "oost", "--overlap", "1h")
    Client(bench.api, second).expect(200, "GET", "/partner/v1/events")
    oost.expect(200, "GET", "/partner/v1/events")
    third = token(bench, "oost", "--now", "--expires", "30d")
    oost.expect(401, "GET", "/partner/v1/events")
    Client(bench.api, third).expect(200, "GET", "/partner/v1/events")
    bench.run("partners", "disable", "oost", "--reason", "trying")
    refusals.append(Client(bench.api, third).expect(401, "GET", "/partner/v1/events"))
    bench.run("partners", "enable", "oost")
    Client(bench.api, third).expect(200, "GET", "/partner/v1/events")
    bench.run("partners", "token", "oost", "--revoke")
    refusals.append(Client(bench.api, third).expect(401, "GET", "/partner/v1/events"))
    late = token(bench, "noord")
    refusals.append(Client(bench.api, late).expect(401, "GET", "/partner/v1/events"))
    check(all(refusal == refusals[0] for refusal in refusals), "nobody is told why")
    return {first, second, third, late}


def certificates(bench):
    """A client certificate, in each of the three forms in which proxies pass it on; only from the proxy that is trusted."""
    der = bench.certificate
    pem = "-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(der).decode() + "-----END CERTIFICATE-----\n"
    for text in [hashlib.sha256(der).hexdigest(), ":" + base64.b64encode(der).decode() + ":", pem.replace("\n", "%0A").replace("+", "%2B")]:
        Client(bench.api, headers={"Client-Cert": text}).expect(200, "GET", "/partner/v1/vacancies")
    Client(bench.api, headers={"Client-Cert": hashlib.sha256(der + b"x").hexdigest()}).expect(401, "GET", "/partner/v1/vacancies")
    bare = http.client.HTTPConnection("127.0.0.1", bench.api, timeout=10, source_address=("127.0.0.3", 0))
    bare.request("GET", "/partner/v1/vacancies", headers={"Client-Cert": hashlib.sha256(der).hexdigest()})
    check(bare.getresponse().status == 401, "an address that is not trusted is not believed")


def resync(bench, receivers, clients):
    """Everything that was sent, byte for byte; and nothing with the cursor of somebody else."""
    for name, client in clients.items():
        events, cursor = client.walk()
        sent = {json.loads(body)["id"]: body for partner, _, body in receivers.arrivals if partner == name}
        check(len(events) > 3 and set(sent) == {event["id"] for event in events}, f"{name}: {len(events)} of {len(sent)}")
        raw = http.client.HTTPConnection("127.0.0.1", bench.api, timeout=60)
        raw.request("GET", "/partner/v1/events?limit=200", headers=client.headers)
        text = raw.getresponse().read()
        for event in events:
            check(sent[event["id"]] in text, "the body is the one that was sent, byte for byte")
            check({k: event[k] for k in ("type", "subject", "time", "sequence")}
                  == {k: event["body"][k] for k in ("type", "subject", "time", "sequence")}, "and what stands beside it is the same")
        again, same = client.walk(limit=200)
        check(again == events and same == cursor, "the order is kept, and the same place is the same cursor")
        check(client.expect(200, "GET", f"/partner/v1/events?after={cursor}") == {"events": [], "cursor": cursor, "more": False}, "the end")
    other = clients["west"].walk()[1]
    clients["oost"].problem(400, "invalid-cursor", "GET", f"/partner/v1/events?after={other}")
    changed = other[:-1] + ("A" if other[-1] != "A" else "B")
    clients["west"].problem(400, "invalid-cursor", "GET", f"/partner/v1/events?after={changed}")
    clients["west"].problem(400, "invalid-cursor", "GET", "/partner/v1/events?after=x")
    for query in ["limit=0", "limit=201", "limit=x", "limit=", "limit=5&limit=5", "offset=3"]:
        clients["west"].problem(400, "invalid-parameter", "GET", "/partner/v1/events?" + query)
    event = clients["oost"].walk()[0][0]
    path = f"/partner/v1/events/{event['id']}/acknowledgement"
    for status in ["received", "handled"]:
        check(clients["oost"].expect(200, "POST", path, {"status": status})["status"] == status, "acknowledged")
    clients["west"].problem(404, "not-found", "POST", path, {"status": "received"})


def offers_of(client, least=1):
    events, _ = client.walk(limit=200)
    newest = {event["subject"]: event for event in events}
    return [event for event in newest.values()
            if event["type"].endswith("offer-published.v1") or event["type"].endswith("offer-changed.v1")
            if event["body"]["data"]["places"] >= least]


def release(bench, bundle):
    """The changes that count here go out at once; withdrawals would wait for a regular release."""
    said = bench.run("scan", "--as-of", os.path.basename(bundle), "--release-now")
    check("Van partners:" in said and "aanbod aanvaard" in said, "the planner reads in the morning that partners answered")


def offers(bench, bundle, receivers, clients):
    oost, west = clients["oost"], clients["west"]
    several = offers_of(oost, least=2)
    check(len(several) >= 4, f"there are offers of several places: {len(several)}")
    offer, second, third = several[0], several[1], several[2]
    places, path = offer["body"]["data"]["places"], f"/partner/v1/offers/{offer['subject']}"
    seen = oost.expect(200, "GET", path)
    check(seen == {"offer": offer["subject"], "state": "open", "places": places, "available": places, "reservations": []}, f"{seen}")
    reservation = oost.expect(201, "POST", path + "/acceptance", {"places": places - 1, "reference": "p-1"})
    check(reservation["state"] == "reserved" and oost.expect(200, "GET", f"/partner/v1/reservations/{reservation['reservation']}")
          == reservation, "kept")
    west.problem(409, "no-places-left", "POST", path + "/acceptance", {"places": 2})
    last = west.expect(201, "POST", path + "/acceptance", {})
    check(last["places"] == 1, "one place where none is said")
    for client in (oost, west):
        client.problem(409, "no-places-left", "POST", path + "/acceptance", {"places": 1})
        client.problem(409, "places-held", "POST", path + "/decline", {"reason": "distance"})
    west.problem(404, "not-found", "GET", f"/partner/v1/reservations/{reservation['reservation']}")
    west.problem(404, "not-found", "POST", path + "/fill", {"reservation": reservation["reservation"]})
    west.problem(404, "not-found", "DELETE", f"/partner/v1/reservations/{reservation['reservation']}")
    check(oost.expect(200, "POST", path + "/fill", {"reservation": reservation["reservation"], "starts": "2099-01-04"})["state"]
          == "filled", "filled")
    oost.problem(409, "reservation-closed", "POST", path + "/fill", {"reservation": reservation["reservation"]})
    west.expect(204, "DELETE", f"/partner/v1/reservations/{last['reservation']}")
    for method in ("DELETE", "GET"):
        west.problem(404, "not-found", method, f"/partner/v1/reservations/{last['reservation']}")
    check(west.expect(200, "GET", path)["reservations"] == [], "what was given back is gone")
    check(west.expect(200, "POST", path + "/decline", {"reason": "no-candidate"})["state"] == "declined", "declined")
    unknown = offer["subject"][::-1]
    oost.problem(404, "not-found", "POST", f"/partner/v1/offers/{unknown}/acceptance", {"places": 1})

    # Twenty programs of two partners at once, each wants one place of the same offer.
    free = second["body"]["data"]["places"]
    target = f"/partner/v1/offers/{second['subject']}/acceptance"
    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(lambda number: [oost, west][number % 2].send("POST", target, {"places": 1})[0], range(20)))
    check(statuses.count(201) == free and statuses.count(409) == 20 - free, f"{free} places are given {statuses.count(201)} times")

    # What the next release tells: the others of fewer places, who has them nothing.
    reserved = oost.expect(201, "POST", f"/partner/v1/offers/{third['subject']}/acceptance", {"places": 1})
    before = len(receivers.arrivals)
    release(bench, bundle)
    check(receivers.wait_for(before + 2), "the others are told")
    bench.settled()
    told = [(partner, json.loads(body)) for partner, _, body in receivers.arrivals[before:]]
    changed = [(partner, event["data"]["places"]) for partner, event in told if event["subject"] == third["subject"]]
    check(sorted(changed) == [(name, third["body"]["data"]["places"] - 1) for name in ("west", "zuid")], f"the others hear of fewer places: {changed}")
    check(reserved["places"] == 1, "reserved")
    answers = bench.rows("answers", "list")
    check({"accepted", "declined", "filled", "returned", "acknowledged"} <= {row["answer"] for row in answers}, f"{answers[:3]}")
    rows = bench.rows("answers", "reservations")
    check(len([row for row in rows if row["state"] == "filled"]) == 1, "reservations are listed")


def vacancies(bench, clients):
    oost, west = clients["oost"], clients["west"]
    path = "/partner/v1/vacancies/VAC-1"
    full = json.load(open(os.path.join(os.path.dirname(__file__), "..", "..", "Sources/Console/PartnerAPI/OpenAPI/openapi.json")))
    example = full["paths"]["/partner/v1/vacancies/{vacancy}"]["put"]["requestBody"]["content"]["application/json"]["example"]
    made = oost.expect(201, "PUT", path, example)
    check(made["document"]["beroep"]["isco08"] == "7233" and made["document"]["codeWerkEnDenkniveauMinimaal"] == "3", f"{made}")
    tolerant = {"naamVacature": "Leerplek zorg", "omschrijvingVacature": "", "sector": "86", "contractvorm": {"codeTypeOvereenkomst": 2},
                "aantalPlaatsen": "3", "leerplek": {"crebo": 25655, "praktijkbegeleider": "1", "leerweg": "BBL"}, "idVacature": "VAC-1",
                "contactpersoon": {"naam": "Jansen", "emailadres": "j@example.org"}, "onbekend": {"a": [1]}}
    replaced = oost.expect(200, "PUT", path, tolerant)
    check(replaced["document"] == {
        "aantalPlaatsen": 3, "contractvorm": [{"codeTypeOvereenkomst": "02"}], "idVacature": "VAC-1",
        "leerplek": {"crebo": "25655", "leerweg": "BBL", "praktijkbegeleider": True}, "naamVacature": "Leerplek zorg",
        "sector": [{"codeSbi": "86"}]}, f"read tolerantly, without names: {replaced['document']}")
    west.expect(404, "GET", path)
    west.problem(404, "not-found", "DELETE", path)
    wrong = oost.problem(422, "invalid-body", "PUT", path, {**tolerant, "sluitingsDatumVacature": "2020-01-01", "idVacature": "VAC-2"})
    check({error["pointer"] for error in wrong["errors"]} == {"/sluitingsDatumVacature", "/idVacature"}, f"{wrong}")
    listed = bench.rows("answers", "vacancies")
    check([(row["partner"], row["vacancy"], row["title"], row["places"]) for row in listed] == [("oost", "VAC-1", "Leerplek zorg", "3")],
          f"planners see them: {listed}")
    check([entry["vacancy"] for entry in oost.expect(200, "GET", "/partner/v1/vacancies")["vacancies"]] == ["VAC-1"], "listed")
    oost.expect(204, "DELETE", path)
    oost.problem(404, "not-found", "DELETE", path)
    oost.problem(404, "not-found", "GET", path)
    check(oost.expect(201, "PUT", path, {"naamVacature": "Opnieuw"})["document"]["naamVacature"] == "Opnieuw", "offered again")


def trajectories(bench, clients):
    oost, west = clients["oost"], clients["west"]
    subject = oost.walk()[0][0]["subject"]
    path = "/partner/v1/trajectories/t-1"
    oost.problem(404, "not-found", "POST", path + "/start", {"date": TODAY})
    made = oost.expect(201, "POST", path + "/intake", {"date": "2026-01-10", "subject": subject, "measures": ["skills-scan"]})
    check(made["state"] == "intake" and made["subject"] == subject, f"{made}")
    oost.problem(409, "out-of-order", "POST", path + "/intake", {"date": "2026-01-10"})
    for date in ["2026-01-09", "2099-01-01", "2026-02-30"]:
        oost.problem(422, "invalid-body", "POST", path + "/start", {"date": date})
    check(oost.expect(200, "POST", path + "/start", {"date": "2026-01-20"})["measures"] == ["skills-scan"], "started")
    oost.problem(422, "invalid-body", "POST", path + "/outcome", {"date": TODAY, "outcome": "new-work"})
    oost.problem(422, "invalid-body", "POST", path + "/outcome", {"date": TODAY, "outcome": "stopped", "newWork": {"date": TODAY}})
    ended = oost.expect(200, "POST", path + "/outcome",
                        {"date": TODAY, "outcome": "new-work", "newWork": {"date": "2099-02-01", "contract": "permanent"}})
    check(ended["state"] == "ended" and oost.expect(200, "GET", path) == ended, f"{ended}")
    oost.problem(409, "out-of-order", "POST", path + "/outcome", {"date": TODAY, "outcome": "stopped"})
    west.expect(404, "GET", path)
    oost.problem(422, "invalid-body", "POST", "/partner/v1/trajectories/t-2/intake", {"date": TODAY, "subject": "0" * 26})
    oost.problem(400, "invalid-parameter", "GET", "/partner/v1/trajectories/j.jansen%40example.org")


def idempotency(clients):
    oost, west = clients["oost"], clients["west"]
    key = str(uuid.uuid4())
    path = "/partner/v1/trajectories/t-9/intake"
    first = oost.send("POST", path, {"date": TODAY}, key=key)
    again = oost.send("POST", path, {"date": TODAY}, key=key)
    check(first[0] == 201 and again[:2] == first[:2] and again[2]["location"] == first[2]["location"], f"the same answer: {again}")
    bare = oost.send("POST", path, {"date": TODAY}, Idempotency_Key=key)
    check(bare[:2] == first[:2], "with or without quotes")
    oost.problem(422, "idempotency-key-reused", "POST", path, {"date": "2026-01-01"}, key=key)
    oost.problem(422, "idempotency-key-reused", "POST", "/partner/v1/trajectories/t-8/intake", {"date": TODAY}, key=key)
    west.expect(201, "POST", path, {"date": TODAY}, key=key)
    refused = oost.expect(409, "POST", path, {"date": TODAY}, key=str(uuid.UUID(int=7)))
    check(oost.expect(409, "POST", path, {"date": TODAY}, key=str(uuid.UUID(int=7))) == refused, "a refusal is repeated, too")
    oost.problem(400, "idempotency-key-missing", "POST", path, {"date": TODAY}, Idempotency_Key=None)
    oost.problem(400, "idempotency-key-invalid", "POST", path, {"date": TODAY}, Idempotency_Key='"half')
    keys = [str(uuid.uuid4()) for _ in range(8)]
    with concurrent.futures.ThreadPoolExecutor(24) as pool:
        done = list(pool.map(lambda number: oost.send("POST", f"/partner/v1/trajectories/p-{number % 8}/intake", {"date": TODAY},
                                                      key=keys[number % 8])[:2], range(48)))
    for number in range(8):
        own = [answer for answer in done[number::8]]
        bodies = {json.dumps(body) for status, body in own if status == 201}
        check(len(bodies) == 1 and all(status in (201, 409) for status, _ in own), f"one answer however often at once: {own}")
        check(all(body["code"] == "request-in-flight" for status, body in own if status == 409), "or word that it is being worked on")


def problems(clients):
    oost = clients["oost"]
    vacancy = "/partner/v1/vacancies/x"
    for path in ["/", "/partner/v1", "/partner/v1/", "/partner/v1/events/", "/partner/v2/events", "//partner/v1/events", "/metrics", "/healthz"]:
        oost.problem(404, "not-found", "GET", path)
    for method, path, allow in [("POST", "/partner/v1/events", "GET"), ("PATCH", vacancy, "DELETE, GET, PUT"), ("PUT", "/openapi.json", "GET"),
                                ("OPTIONS", "/partner/v1/vacancies", "GET")]:
        status, answer, headers = oost.send(method, path, {} if method != "OPTIONS" else None)
        check(status == 405 and headers["allow"] == allow, f"{method} {path}: {status}, {headers['allow']}")
    oost.problem(413, "body-too-large", "PUT", vacancy, b'{"naamVacature": "' + b"x" * 70_000 + b'"}')
    oost.problem(415, "unsupported-media-type", "PUT", vacancy, b"<x/>", Content_Type="text/xml")
    oost.problem(415, "unsupported-media-type", "PUT", vacancy, b"{}", Content_Type="application/json; charset=latin1")
    oost.problem(406, "not-acceptable", "GET", "/partner/v1/events", Accept="text/html")
    oost.expect(200, "GET", "/partner/v1/events", Accept="text/html, application/*;q=0.5")
    broken = oost.problem(400, "malformed-json", "PUT", vacancy, b'{"a": {"b": [1, 2,, 3]}}')
    check(broken["errors"][0]["pointer"] == "/a/b/2" and "byte 18" in broken["detail"], f"it says where: {broken}")
    for text in [b"", b"nul", b'{"a": 1', b'{"a": 1, "a": 2}', b"[" * 40 + b"]" * 40, b'{"a": "\xff"}', b'{"a": "\\ud800"}', b"{} {}"]:
        oost.problem(400, "malformed-json", "PUT", vacancy, text)
    wrong = oost.problem(422, "invalid-body", "POST", "/partner/v1/offers/a/acceptance", {"places": 0, "name": "Jansen"})
    check([error["pointer"] for error in wrong["errors"]] == ["/name", "/places"], f"every fault at once: {wrong}")


def signatures(bench, daemon, clients):
    """Signed answers, as Standard Webhooks describes."""
    west = clients["west"]
    secret = base64.b64decode(bench.inbound.partition("_")[2])

    def signed(body, id=None, shift=0, secret=secret):
        id, moment = id or f"msg_{uuid.uuid4()}", str(int(time.time()) + shift)
        text = json.dumps(body).encode()
        digest = hmac.new(secret, f"{id}.{moment}.".encode() + text, hashlib.sha256).digest()
        return text, {"webhook_id": id, "webhook_timestamp": moment, "webhook_signature": "v1," + base64.b64encode(digest).decode()}

    path = "/partner/v1/trajectories/s-{}/intake"
    body, headers = signed({"date": TODAY})
    west.expect(201, "POST", path.format(1), body, **headers)
    west.problem(409, "message-replayed", "POST", path.format(2), body, **headers)
    for shift in (-400, 400):
        body, headers = signed({"date": TODAY}, shift=shift)
        check("5 minutes" in west.problem(401, "signature-invalid", "POST", path.format(3), body, **headers)["detail"], "too old")
    body, headers = signed({"date": TODAY}, secret=b"x" * 32)
    west.problem(401, "signature-invalid", "POST", path.format(3), body, **headers)
    body, headers = signed({"date": TODAY})
    west.problem(401, "signature-invalid", "POST", path.format(3), body.replace(b"20", b"21"), **headers)
    clients["oost"].problem(401, "signature-invalid", "POST", path.format(3), body, **headers)
    key = str(uuid.uuid4())
    body, headers = signed({"date": TODAY})
    for _ in range(2):
        west.expect(201, "POST", path.format(4), body, key=key, **headers)

    # The file of the secret is gone: that partner's signatures are not verified, and nothing else changes.
    os.rename(bench.path("inbound.secret"), bench.path("inbound.kept"))
    daemon.send_signal(signal.SIGHUP)
    until(lambda: "was reloaded" in open(bench.path("log.txt")).read(), "the daemon takes up what is wrong", bench)
    body, headers = signed({"date": TODAY})
    west.problem(503, "unavailable", "POST", path.format(5), body, **headers)
    west.expect(201, "POST", path.format(5), {"date": TODAY})
    body, headers = signed({"date": TODAY})
    clients["oost"].problem(401, "signature-invalid", "POST", path.format(3), body, **headers)
    told = [row["what"] for row in bench.rows_failing("doctor")]
    check(any("inboundSecretFile" in what for what in told), f"the operator is told: {told}")
    os.rename(bench.path("inbound.kept"), bench.path("inbound.secret"))

def limits(bench, clients):
    status, _, headers = clients["oost"].send("GET", "/partner/v1/vacancies")
    check(status == 200 and headers["ratelimit-policy"] == '"partner";q=20000;w=10' and headers["ratelimit"].startswith('"partner";r='),
          f"{headers}")
    stranger = Client(bench.api, "doorstroom_partner_nobody", headers={"X-Forwarded-For": "192.0.2.7"})
    statuses = [stranger.send("GET", "/partner/v1/events") for _ in range(25)]
    check([status for status, _, _ in statuses] == [401] * 20 + [429] * 5 and int(statuses[-1][2]["retry-after"]) >= 1, "failures are limited")
    clients["oost"].expect(200, "GET", "/partner/v1/vacancies")
    Client(bench.api, "x", headers={"X-Forwarded-For": "192.0.2.8"}).expect(401, "GET", "/partner/v1/events")


def crashes(bench, daemon, clients, kills=12, seed=3):
    """SIGKILL in the midst of writing: whatever was answered with 2xx is there, and what was repeated is there once."""
    dice, done, number = random.Random(seed), {}, 0
    oost = clients["oost"]
    for _ in range(kills):
        begun, deadline = [], time.monotonic() + dice.uniform(0.05, 0.6)
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            def one(name):
                try:
                    status, answer, _ = oost.send("POST", f"/partner/v1/trajectories/k-{name}/intake", {"date": TODAY}, key=f"k-{name}")
                    return name, status, answer
                except (OSError, http.client.HTTPException):
                    return name, None, None
            futures = []
            while time.monotonic() < deadline:
                number += 1
                begun.append(number)
                futures.append(pool.submit(one, number))
                time.sleep(0.004)
            daemon.send_signal(signal.SIGKILL)
            daemon.wait()
            results = [future.result() for future in futures]
        daemon = serve(bench)
        for name, status, answer in results:
            if status == 201:
                done[name] = answer
                check(oost.expect(200, "GET", f"/partner/v1/trajectories/k-{name}") == answer, f"k-{name} was answered and is lost")
            again = oost.expect(201, "POST", f"/partner/v1/trajectories/k-{name}/intake", {"date": TODAY}, key=f"k-{name}")
            check(status != 201 or again == answer, "a repetition has the answer of before")
    print(f"{kills} kills, {number} requests, {len(done)} answered before: all of them kept, none twice")
    return daemon


def document(bench):
    from openapi_spec_validator import OpenAPIV31SpecValidator
    connection = http.client.HTTPConnection("127.0.0.1", bench.api, timeout=10)
    connection.request("GET", "/openapi.json")
    text = connection.getresponse().read()
    faults = list(OpenAPIV31SpecValidator(json.loads(text)).iter_errors())
    check(not faults, f"the document is OpenAPI 3.1: {faults[:3]}")


def silent(bench, tokens):
    """No token stands in the log, the database, its log or the metrics, nor does what partners wrote stand in the log."""
    for path in [bench.path("log.txt"), *glob.glob(bench.path("data", "*"))]:
        if os.path.isfile(path):
            content = open(path, "rb").read()
            check(not any(token.encode() in content for token in tokens), f"{os.path.basename(path)} holds a token")
    log = open(bench.path("log.txt")).read()
    check("VAC-1" not in log and "t-1" not in log and "Jansen" not in log, "the log holds nothing that partners wrote")


def schemathesis(bench, token, offers):
    """No server error, no undocumented answer, answers as described, no way past the token."""
    hooks = bench.path("hooks.py")
    with open(hooks, "w") as file:
        file.write(HOOKS)
    config = bench.path("schemathesis.toml")
    with open(config, "w") as file:
        # Whether a day has come and whose a cursor is, no schema can say: what is refused for that is refused as described.
        file.write('[checks]\npositive_data_acceptance.expected-statuses = ["2xx", 400, 401, 404, 409, 410, 422, 429]\n')
    report = bench.path("cassette.json")
    done = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "--config-file", config, "run", f"http://127.0.0.1:{bench.api}/openapi.json",
         "--header", f"Authorization: Bearer {token}", "--checks", "all", "--max-examples", str(bench.examples), "--seed", "7",
         "--workers", "1", "--generation-database", "none", "--no-color", "--report", "ndjson", "--report-ndjson-path", report],
        capture_output=True, text=True, env={**os.environ, "SCHEMATHESIS_HOOKS": hooks, "OFFERS": " ".join(offers),
                                             "PYTHONPATH": bench.folder}, cwd=bench.folder, timeout=1800)
    statuses = sorted({int(status) for status in re.findall(r'"status_code":\s*(\d+)', open(report).read())}) if os.path.exists(report) else []
    check(done.returncode == 0, f"schemathesis:\n{done.stdout[-6000:]}\n{done.stderr[-2000:]}")
    print("\n".join(done.stdout.splitlines()[-14:]))
    check({200, 201, 204, 400, 401, 404, 409, 422} <= set(statuses), f"it reached {statuses}")
    print(f"schemathesis reached {statuses}")


HOOKS = '''
import os, uuid, zlib
import schemathesis

OFFERS = os.environ["OFFERS"].split()

def dice(value):
    """The same for the same value, so that a run can be repeated."""
    return zlib.crc32(repr(value).encode())

@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Half of the offers are some that were made."""
    if path_parameters and "offer" in path_parameters and dice(path_parameters) % 2:
        return {**path_parameters, "offer": OFFERS[dice(path_parameters) // 2 % len(OFFERS)]}
    return path_parameters

@schemathesis.hook
def before_call(context, case, kwargs):
    """Most keys are fresh, as a partner's are; and every request is of an address of its own, or failures are limited."""
    headers = case.headers if case.headers is not None else {}
    headers["X-Forwarded-For"] = "2001:db8::" + uuid.uuid4().hex[:4] + ":" + uuid.uuid4().hex[:4]
    key = headers.get("Idempotency-Key")
    if key and dice((key, case.path_parameters)) % 8 and all(32 <= ord(letter) < 127 for letter in key):
        headers["Idempotency-Key"] = '"' + str(uuid.uuid4()) + '"'
    case.headers = headers

@schemathesis.hook
def map_body(context, body):
    """Most of the dates are some that have been."""
    if isinstance(body, dict) and isinstance(body.get("date"), str) and dice(body) % 4:
        return {**body, "date": "2026-01-%02d" % (dice(body) // 4 % 28 + 1)}
    return body
'''


def main(program, examples=30):
    receivers = Receiver()
    with Workbench(program) as bench:
        bench.examples, bench.certificate = int(examples), secrets.token_bytes(600)
        bench.settings["console"] = {"port": 0}
        bench.settings["metrics"] = {"port": 0}
        for name in ("oost", "west", "noord", "zuid"):
            bench.add_partner(name, receivers.port, ratePerSecond=500)
        inbound = base64.b64encode(secrets.token_bytes(32)).decode()
        bench.inbound = "whsec_" + inbound
        bench.partners[1]["partnerApi"] = {"inboundSecretFile": bench.write_private("inbound.secret", bench.inbound + "\n")}
        bench.partners[2]["agreement"]["validUntil"] = "2026-01-31"
        bench.partners[3]["partnerApi"] = {"certificateFingerprints": [hashlib.sha256(bench.certificate).hexdigest()]}
        bench.api = free_port()
        bench.write_config()
        bundle = bench.sample(employees=3000, months=1, until=last_month_end())[0]
        bench.run("import", bundle)
        bench.run("scan", "--as-of", os.path.basename(bundle), "--release-now")
        said = bench.run("partners", "token", "oost")
        check("does not listen yet" in said, "it is off unless it is asked for")
        check("curl -H @FILE http://127.0.0.1:8471/partner/v1/events" in said, f"no list of processes shows the token: {said}")
        bench.settings["partnerApi"] = {"enabled": True, "port": bench.api, "ratePerSecond": 2000, "trustedProxies": ["127.0.0.1"],
                                        "publicUrl": "https://partners.example.test"}
        bench.write_config()
        said += bench.run("partners", "token", "oost")
        check("-H @FILE https://partners.example.test/partner/v1/events" in said, f"the partner is told of the outer address: {said}")
        daemon = serve(bench)
        tokens = set(TOKEN.findall(said))
        try:
            tokens |= admission(bench)
            certificates(bench)
            clients = {}
            for name in ("oost", "west"):
                tokens.add(token_ := token(bench, name))
                clients[name] = Client(bench.api, token_)
            end = time.monotonic() + 60
            while sum(int(row["pending"]) for row in bench.rows("partners", "list")) and time.monotonic() < end:
                time.sleep(0.2)
            resync(bench, receivers, clients)
            offers(bench, bundle, receivers, clients)
            vacancies(bench, clients)
            trajectories(bench, clients)
            idempotency(clients)
            problems(clients)
            signatures(bench, daemon, clients)
            limits(bench, clients)
            daemon = crashes(bench, daemon, clients)
            document(bench)
            own = token(bench, "oost")
            tokens.add(own)
            schemathesis(bench, own, [event["subject"] for event in offers_of(Client(bench.api, own))])
        finally:
            stop(daemon)
        silent(bench, tokens)
    receivers.close()
    finish()


if __name__ == "__main__":
    main(*sys.argv[1:])
