"""Is the SMS line set up as it must be? What `loket sms check` and `loket doctor` say."""

from __future__ import annotations

import httpx
from twilio.request_validator import RequestValidator

from bot.findings import Finding
from bot.settings import Settings
from channels.sms.client import Client, Unanswered
from channels.sms.signature import INCOMING, STATUS, public_address

_SECONDS = 10.0


async def examine(settings: Settings) -> list[Finding]:
    """Account, number, webhook address and signature. Asks Twilio and our own address; changes nothing."""
    if settings.sms == "off":
        return [Finding("ok", "SMS is off (LOKET_SMS_ACCOUNT_SID is not set)")]
    client = Client(settings)
    try:
        account = await client.account()
        found = [_account(str(account.get("friendly_name") or ""), str(account.get("status") or ""))]
        found += await _number(client, settings)
    except Unanswered as error:
        mend = f"{error}: copy LOKET_SMS_ACCOUNT_SID and LOKET_SMS_AUTH_TOKEN again from the Twilio console."
        return [Finding("fail", "Twilio refuses the account", mend)]
    except httpx.HTTPError as error:
        mend = f"{error!r}: check the way out to LOKET_SMS_API ({settings.sms_api}), a proxy, a firewall."
        return [Finding("fail", "Twilio cannot be reached", mend)]
    finally:
        await client.close()
    return [*found, *await _webhook(settings)]


def _account(name: str, status: str) -> Finding:
    if status == "active":
        return Finding("ok", f"Twilio account {name}")
    return Finding("fail", f"Twilio account {name} is {status}", "the Twilio console says why, and how to go on.")


async def _number(client: Client, settings: Settings) -> list[Finding]:
    if settings.sms_from.startswith("MG"):
        mend = f"see in the console that the service's incoming messages go to {public_address(settings, INCOMING)}."
        return [Finding("warn", f"SMS come from messaging service {settings.sms_from}", mend)]
    rows = await client.numbers(settings.sms_from)
    row = next((row for row in rows if row.get("phone_number") == settings.sms_from), None)
    if row is None:
        return [
            Finding("fail", f"{settings.sms_from} is not this account's", "set LOKET_SMS_FROM to one of its numbers.")
        ]
    wanted, present = public_address(settings, INCOMING), str(row.get("sms_url") or "")
    if present != wanted:
        mend = f"in the console, under the number's Messaging Configuration, set {wanted} (HTTP POST)."
        return [Finding("fail", f"messages to {settings.sms_from} go to {present or 'nowhere'}", mend)]
    if str(row.get("sms_method") or "POST").upper() != "POST":
        return [Finding("fail", "the number's webhook is called by GET", "set HTTP POST in the console.")]
    return [Finding("ok", f"number {settings.sms_from}, webhook {wanted}")]


async def _webhook(settings: Settings) -> list[Finding]:
    """Call ourselves from outside, signed as Twilio would, with a status that changes nothing."""
    if not settings.public_url.startswith("https://"):
        mend = "Twilio signs the address that it calls: set LOKET_PUBLIC_URL to the one with https that it reaches."
        return [Finding("fail", "no https address for the webhook", mend)]
    address = public_address(settings, STATUS)
    form = {"MessageSid": "SM" + "0" * 32, "MessageStatus": "check"}
    signature = RequestValidator(settings.sms_auth_token).compute_signature(address, form)
    try:
        async with httpx.AsyncClient(timeout=_SECONDS) as http:
            answer = await http.post(address, data=form, headers={"X-Twilio-Signature": signature})
    except httpx.HTTPError as error:
        mend = "is the web process up ('loket status'), does the proxy pass /sms/ to it, is the certificate good?"
        return [Finding("warn", f"{address} cannot be reached from here: {error!r}", mend)]
    if answer.status_code == httpx.codes.NO_CONTENT:
        return [Finding("ok", "a signed call to our own address is taken")]
    mend = {
        403: "the running web process has another LOKET_SMS_AUTH_TOKEN or LOKET_PUBLIC_URL: start it again.",
        404: "the proxy does not pass /sms/ on, or the web process was started without LOKET_SMS_ACCOUNT_SID.",
        400: "the proxy hands on a name that LOKET_ALLOWED_HOSTS does not hold.",
    }.get(answer.status_code, "see the web process's log.")
    return [Finding("fail", f"a signed call to {address} is answered with {answer.status_code}", mend)]
