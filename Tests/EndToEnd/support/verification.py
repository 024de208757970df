"""What a partner does with a request: Standard Webhooks with the stock library (v1), and with another's ed25519 (v1a)."""

import base64
import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from standardwebhooks.webhooks import Webhook, WebhookVerificationError


def verifies(secret, headers, body):
    """Whether who holds that `whsec_` secret, or that `whpk_` key, and nothing else, takes the request for genuine."""
    if secret.startswith("whsec_"):
        try:
            Webhook(secret).verify(body, headers)
            return True
        except WebhookVerificationError:
            return False
    if abs(int(headers["webhook-timestamp"]) - time.time()) > 300:
        return False
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(secret.removeprefix("whpk_")))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    for signature in headers["webhook-signature"].split(" "):
        kind, _, code = signature.partition(",")
        if kind != "v1a":
            continue
        try:
            key.verify(base64.b64decode(code), signed)
            return True
        except InvalidSignature:
            pass
    return False
