"""What Twilio tells of messages that it took: on their way, delivered, or not.

Source: twilio.com/docs/messaging/guides/track-outbound-message-status, twilio.com/docs/api/errors.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping

import structlog
from django.db import transaction

from channels.sms import CHANNEL
from desk.messages import outbox
from desk.messages.models import Outbound
from desk.people import stopping

log = structlog.get_logger(__name__)

_STEPS = {
    "accepted": 1,
    "scheduled": 1,
    "queued": 2,
    "sending": 3,
    "sent": 4,
    "delivered": 5,
    "undelivered": 5,
    "failed": 5,
}
_NOT_ARRIVED = ("undelivered", "failed")
_AGAIN = dt.timedelta(minutes=1)
_STOPPED = 21610
_BUSY = frozenset({30001, 30017, 30018, 30410})
"""The way was full: worth another try, as often as a message may be tried."""
_NO_SUCH_PHONE = frozenset({21211, 21614, 30005, 30006})
"""Nothing will ever arrive there."""


@dataclasses.dataclass(frozen=True)
class Status:
    """``row`` is the outbox's own number, which we gave along; 0 where it is not there."""

    sid: str
    status: str
    code: int
    row: int


def of_form(form: Mapping[str, str], row: str) -> Status:
    """What a status callback says."""
    code = form.get("ErrorCode") or ""
    return Status(
        sid=form.get("MessageSid") or form.get("SmsSid") or "",
        status=(form.get("MessageStatus") or form.get("SmsStatus") or "").lower(),
        code=int(code) if code.isdigit() else 0,
        row=int(row) if row.isdigit() else 0,
    )


def note(status: Status, now: dt.datetime) -> bool:
    """Note it in the outbox. False where it is of no message of ours, or older than what is known."""
    if status.status not in _STEPS:
        return False
    with transaction.atomic():
        rows = Outbound.objects.select_for_update(of=("self",)).select_related("conversation")
        row = rows.filter(channel=CHANNEL, pk=status.row).first()
        if row is None or (row.parts and status.sid not in row.parts):
            row = rows.filter(channel=CHANNEL, provider_id=status.sid).first()
        if row is None or _STEPS[status.status] <= _STEPS.get(row.delivery, 0):
            return False
        row.delivery = status.status
        row.save(update_fields=["delivery"])
        if status.status in _NOT_ARRIVED:
            _not_arrived(row, status, now)
    log.info("sms.delivery", outbound=row.pk, status=status.status, code=status.code or None)
    return True


def _not_arrived(row: Outbound, status: Status, now: dt.datetime) -> None:
    reason = f"Twilio {status.code or status.status}: {status.status}"
    again = status.code in _BUSY and row.attempts < outbox.ATTEMPTS and (row.expires_at is None or row.expires_at > now)
    if again and len(row.parts) <= 1:
        row.state, row.parts, row.provider_id, row.delivery = Outbound.State.PENDING, [], "", ""
        row.next_try, row.sent_at, row.in_doubt = now + _AGAIN, None, False
    elif row.state in (Outbound.State.SENT, Outbound.State.SENDING):
        row.state = Outbound.State.FAILED
        row.lease_owner, row.lease_until = "", None
    row.error = reason
    row.save()
    identity = row.conversation.identity_id
    if status.code == _STOPPED:
        stopping.stop_conversation(row.conversation_id, row.created_at)
    if status.code == _STOPPED or status.code in _NO_SUCH_PHONE:
        outbox.unreachable(identity, reason, now)
