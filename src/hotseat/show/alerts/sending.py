"""Getting alerts there: signed webhooks and mail. A target that fails is tried again, ever later, and at last laid aside.

A webhook's body is signed: `Hotseat-Signature: t=UNIXTIME,v1=HEX`, where HEX is the HMAC-SHA256 of "UNIXTIME.BODY" under the secret.
`Hotseat-Delivery` names the delivery, the same at every try, so that a receiver can drop what it has.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import random
import smtplib
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage

import httpx
import sqlalchemy as sa

from hotseat.ledger import deliveries, store
from hotseat.ledger.deliveries import Delivery, State
from hotseat.show.alerts.rules import Alerting, Mail

TRIES = 8
FIRST = timedelta(minutes=1)
PATIENCE = 10.0  # seconds


def signature(secret: str, body: bytes, now: datetime) -> str:
    """The value of the signature's header."""
    at = str(int(now.timestamp()))
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def verify(secret: str, body: bytes, header: str, now: datetime, tolerance: timedelta = timedelta(minutes=5)) -> bool:
    """Whether a body was signed with the secret, lately; for receivers."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    at = parts.get("t", "")
    if not at.isdigit() or abs(now.timestamp() - int(at)) > tolerance.total_seconds():
        return False
    right = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(right, parts.get("v1", ""))


def send_due(
    engine: sa.Engine, alerting: Alerting, now: datetime, chance: random.Random, environment: Mapping[str, str] = os.environ
) -> dict[State, int]:
    """Try what is due; gives how many are now sent, waiting and dead."""
    with store.reading(engine) as connection:
        waiting = deliveries.due(connection, now)
    secrets = {r.name: environment.get(r.secret_env, "") for r in alerting.alerts}
    counts = dict.fromkeys(State, 0)
    with httpx.Client(timeout=PATIENCE, follow_redirects=False) as client:
        for delivery in waiting:
            problem = attempt(client, delivery, alerting.mail, secrets.get(delivery.rule, ""), now, environment)
            state = State.SENT if problem is None else State.DEAD if delivery.attempts + 1 >= TRIES else State.WAITING
            deliveries.record(engine, delivery.id, state, now + pause(delivery.attempts, chance), problem)
            counts[state] += 1
    return counts


def pause(attempts: int, chance: random.Random) -> timedelta:
    """The time until the next try: doubled each time, with jitter."""
    return FIRST * float(2**attempts) * chance.uniform(0.75, 1.25)


def attempt(
    client: httpx.Client, delivery: Delivery, mail: Mail, secret: str, now: datetime, environment: Mapping[str, str]
) -> str | None:  # fmt: skip
    """One try; gives what went wrong, or None."""
    try:
        if delivery.channel == "email":
            post_mail(delivery, mail, environment.get(mail.password_env))
            return None
        if not secret:
            return "no secret: set the variable that the rule's secret_env names"
        return post_webhook(client, delivery, secret, now)
    except (httpx.HTTPError, httpx.InvalidURL, smtplib.SMTPException, OSError) as error:
        return f"{type(error).__name__}: {error}"[:300]


def post_webhook(client: httpx.Client, delivery: Delivery, secret: str, now: datetime) -> str | None:
    """Post a body; anything but a 2xx is a failure."""
    body = delivery.body.encode()
    headers = {
        "content-type": "application/json", "user-agent": "hotseat", "hotseat-delivery": delivery.id,
        "hotseat-signature": signature(secret, body, now),
    }  # fmt: skip
    answer = client.post(delivery.target, content=body, headers=headers)
    return None if answer.is_success else f"the target answered {answer.status_code}"


def post_mail(delivery: Delivery, mail: Mail, password: str | None) -> None:
    """Send a digest."""
    events = json.loads(delivery.body)["events"]
    message = EmailMessage()
    subject = events[0]["text"] if len(events) == 1 else f"{len(events)} alerts: {delivery.rule}"
    message["Subject"] = " ".join(f"hotseat: {subject}".split())[:150]
    message["From"], message["To"] = mail.sender, delivery.target
    message["Message-ID"] = f"<{delivery.id}@hotseat>"
    message.set_content("\n\n".join(f"{e['text']}\n{e['url']}" for e in events))
    with smtplib.SMTP(mail.host, mail.port, timeout=PATIENCE) as server:
        if mail.starttls:
            server.starttls()
        if mail.user and password:
            server.login(mail.user, password)
        server.send_message(message)
