"""Who may call, and that every message is taken in once."""

from __future__ import annotations

import pytest

from channels.sms.signature import signed_by
from tests.messages.counter import Counter
from tests.sms.conftest import NewPhone
from tests.sms.line import Line
from tests.sms.phone import INCOMING

# Vectors of Twilio's own libraries (twilio-python, tests/unit/test_request_validator.py).
_FORM = {
    "CallSid": "CA1234567890ABCDE",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
    "Caller": "+14158675309",
}
_PATH = "mycompany.com/myapp.php?foo=1&bar=2"


@pytest.mark.parametrize(
    ("address", "signature"),
    [
        (f"https://{_PATH}", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        (f"https://{_PATH}", "kvajT1Ptam85bY51eRf/AJRuM3w="),
        (f"https://{_PATH.replace('/', ':443/', 1)}", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        (f"http://{_PATH.replace('/', ':80/', 1)}", "0ZXoZLH/DfblKGATFgpif+LLRf4="),
    ],
)
def test_twilios_own_signatures_fit_with_and_without_port(address: str, signature: str) -> None:
    assert signed_by("12345", address, _FORM, signature)
    assert not signed_by("12346", address, _FORM, signature)
    assert not signed_by("12345", address, {**_FORM, "Digits": "1235"}, signature)
    assert not signed_by("12345", address.replace("foo=1", "foo=2"), _FORM, signature)


def stored(counter: Counter) -> tuple[int, int, int]:
    tables = ("desk_messages_inbound", "desk_messages_arrival", "people_identity")
    return tuple(counter.rows("desk", f"SELECT count(*) FROM {name}")[0][0] for name in tables)  # type: ignore[return-value]


def test_a_missing_forged_or_altered_signature_is_refused_and_nothing_is_stored(
    counter: Counter, line: Line, phone: NewPhone
) -> None:
    form = line.form(phone().number, "hello")
    before = stored(counter)
    good = line.sign(INCOMING, form)
    calls = [
        line.call(INCOMING, form, signature=""),
        line.call(INCOMING, form, signature="RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        line.call(INCOMING, form, signature=f"{good[:-1]}!"),
        line.call(INCOMING, form, signature=line.sign(INCOMING, form, token="another")),
        line.call(INCOMING, {**form, "Body": "hello!"}, signature=good),
        line.call(INCOMING, {**form, "More": ""}, signature=good),
        line.call(f"{INCOMING}?a=b", form, signature=good),
        line.call(INCOMING, {**form, "From": "+358409999999"}, signature=good),
    ]
    assert [answer.status_code for answer in calls] == [403] * len(calls)
    assert stored(counter) == before


def test_the_configured_address_counts_whatever_the_host_header_says(
    counter: Counter, line: Line, phone: NewPhone
) -> None:
    ada = phone()
    for_loopback = {**line.form(ada.number, "one")}
    proxied = line.call(INCOMING, for_loopback, headers={"X-Forwarded-Proto": "http", "Host": "127.0.0.1"})
    assert proxied.status_code == 200
    other = line.form(ada.number, "two")
    line.public = f"http://127.0.0.1:{counter.port}"
    signature = line.sign(INCOMING, other)
    line.public = "https://counter.example.org"
    assert line.call(INCOMING, other, signature=signature).status_code == 403
    assert ada.wait_for(2)[0] == "You said: one"


def test_a_replayed_webhook_changes_nothing_and_is_answered_the_same(phone: NewPhone) -> None:
    ada = phone()
    form = ada.send("how much is a parking permit?")
    assert ada.deliver(form).text == ada.deliver(form).text == '<?xml version="1.0" encoding="UTF-8"?><Response/>'
    ada.send("and then?")
    assert ada.wait_for(4)[2:] == ["You said: and then?", "That was number 2."]
