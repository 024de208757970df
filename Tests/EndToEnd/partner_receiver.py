"""A partner's developer verifies, with stock libraries, every event that the scan of a sample employer sends."""

import base64
import glob
import json
import os
import secrets
import sys

import jsonschema
from cloudevents.core.bindings.http import HTTPMessage, from_http_event
from standardwebhooks.webhooks import Webhook

from support.receiver import Receiver
from support.verification import verifies
from support.workbench import PROJECT, Workbench, check, finish, last_month_end


def schemas():
    found = {}
    for path in glob.glob(os.path.join(PROJECT, "Sources/Outreach/Schemas/*.json")):
        with open(path) as file:
            schema = json.load(file)
        jsonschema.Draft202012Validator.check_schema(schema)
        found[os.path.basename(path)] = schema
    return found


def main(program):
    known = schemas()
    check(len(known) >= 7, f"there are only {len(known)} schemas")
    receiver = Receiver()
    with Workbench(program) as bench:
        signers = {name: Webhook(bench.add_partner(name, receiver.port)) for name in ("werkcentrum", "gemeente")}
        key = bench.write_private("gemeente.key", "whsk_" + base64.b64encode(secrets.token_bytes(32)).decode() + "\n")
        bench.partners[1]["endpoint"]["signingKeyFile"] = key
        bench.write_config()
        public = bench.rows("partners", "public-key", "gemeente")[0]["public_key"]
        bench.run("check")
        bundles = bench.sample(employees=5000, months=3, until=last_month_end())
        for bundle in bundles:
            bench.run("import", bundle)
            bench.run("scan", "--as-of", os.path.basename(bundle))
        for alert in bench.rows("alerts", "list"):
            if alert["state"] == "needs-release":
                bench.run("alerts", "release", alert["subject"])
        bench.run("scan", "--as-of", os.path.basename(bundles[-1]), "--release-now")
        bench.run("deliver", "--until-empty")

        delivered = [row for row in bench.rows("deliveries", "list") if row["state"] == "delivered"]
        check(len(delivered) > 4, f"only {len(delivered)} events were delivered")
        check(len(receiver.arrivals) == len(delivered), "the partners received another number than the outbox says")
        seen, types = set(), set()
        for partner, headers, body in receiver.arrivals:
            signers[partner].verify(body, headers)
            check(verifies(public, headers, body) == (partner == "gemeente"), "v1a, where it is agreed")
            event = from_http_event(HTTPMessage(headers, body))
            check(event.get_specversion() == "1.0", "specversion")
            check(headers["webhook-id"] == event.get_id(), "webhook-id is the event's id")
            check((partner, event.get_id()) not in seen, "an event came twice")
            seen.add((partner, event.get_id()))
            types.add(event.get_type())
            document = json.loads(body)
            name = document["dataschema"].rsplit("/", 1)[-1].rsplit(":", 1)[-1]
            name = name if name.endswith(".json") else name + ".json"
            check(name in known, f"no schema named {name}")
            jsonschema.validate(document["data"], known[name], cls=jsonschema.Draft202012Validator,
                                format_checker=jsonschema.FormatChecker())
            check(len(body) <= 64 * 1024, "an event is over 64 KB")
            check(headers["content-type"] == "application/cloudevents+json; charset=utf-8", "content type")
        check(any("alert-raised" in kind for kind in types), f"no alert was raised: {types}")
        check(any("offer-published" in kind for kind in types), f"no offer was published: {types}")
        bench.run("partners", "test", "gemeente")
        partner, headers, body = receiver.arrivals[-1]
        check(partner == "gemeente" and json.loads(body)["type"].endswith("partners.ping.v1"), "the test event arrives")
        signers[partner].verify(body, headers)
    receiver.close()
    print(f"{len(seen)} events of {len(types)} types verified")
    finish()


if __name__ == "__main__":
    main(sys.argv[1])
