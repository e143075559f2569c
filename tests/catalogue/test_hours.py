"""Is it open? Promises about hours, in words and in OSM syntax."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from desk.catalogue.hours import HoursError, Opening, check_hours, check_spans, holiday_name, opening_at
from desk.catalogue.importing.helsinki_hours import UnreadableHours, to_osm
from desk.catalogue.records import SpecialDays

HELSINKI = ZoneInfo("Europe/Helsinki")
OFFICE = "Mo-Fr 08:00-16:00; PH off"


def at(text: str, hours: str = OFFICE, special: tuple[SpecialDays, ...] = (), country: str = "FI") -> Opening:
    moment = dt.datetime.fromisoformat(text).replace(tzinfo=HELSINKI)
    return opening_at(hours, special, moment, HELSINKI, country)


def times(opening: Opening) -> list[str]:
    return [f"{first:%H:%M}-{last:%H:%M}" for first, last in opening.day]


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        (["Open Mon-Thu 09-10"], "Mo-Th 09:00-10:00; PH off"),
        (["Avoinna ma-to 09-10"], "Mo-Th 09:00-10:00; PH off"),
        (["Öppet mån-tor 09-10"], "Mo-Th 09:00-10:00; PH off"),
        (["Open Mon, Wed-Thu 09-12", "Open Fri 08:15-12"], "Mo,We-Th 09:00-12:00; Fr 08:15-12:00; PH off"),
        (["Avoinna ti-ke 08:30-12", "Avoinna ti-ke 13-15:30"], "Tu-We 08:30-12:00,13:00-15:30; PH off"),
        (["Öppet dygnet runt varje dag"], "24/7"),
        (["Palvelu saatavilla joka päivä ympäri vuorokauden"], "24/7"),
        (["Open Sat-Sun 10-18"], "Sa-Su 10:00-18:00"),
        (["Avoinna ma-pe 08:15-16", "Suljettu ti 13-14"], "Mo-Fr 08:15-16:00; Tu 13:00-14:00 off; PH off"),
        (["Öppet ons från 1.6.2025 kl. 10-17"], "2025 Jun 01+ We 10:00-17:00; PH off"),
        (["Open Wed from 1 Jun 2025 at 10-17"], "2025 Jun 01+ We 10:00-17:00; PH off"),
    ],
)
def test_the_citys_words_become_hours_in_three_languages(words: list[str], hours: str) -> None:
    assert to_osm(words) == hours
    check_hours(hours)


@pytest.mark.parametrize("words", ["By appointment", "Avoinna joka päivä ", "Open Someday 09-10", ""])
def test_words_without_days_and_times_are_not_guessed(words: str) -> None:
    with pytest.raises(UnreadableHours):
        to_osm([words])


def test_an_online_service_open_every_day_is_open_at_night() -> None:
    assert to_osm(["Open every day "], online=True) == "24/7"


def test_open_now_says_until_when() -> None:
    state = at("2026-03-03T10:00")
    assert state.open and state.until == dt.datetime(2026, 3, 3, 16, tzinfo=HELSINKI)
    assert state.next_open is None and times(state) == ["08:00-16:00"]


def test_the_closing_minute_is_closed_and_the_opening_minute_open() -> None:
    assert at("2026-03-03T16:00").open is False
    assert at("2026-03-03T08:00").open is True


def test_closed_on_sunday_says_when_it_opens_next() -> None:
    state = at("2026-03-08T12:00")
    assert state.open is False and state.day == ()
    assert state.next_open == dt.datetime(2026, 3, 9, 8, tzinfo=HELSINKI)


def test_a_split_shift_is_closed_at_lunch_and_opens_again_the_same_day() -> None:
    state = at("2026-03-03T12:30", "Mo-Fr 09:00-12:00,13:00-16:00")
    assert state.open is False and state.next_open == dt.datetime(2026, 3, 3, 13, tzinfo=HELSINKI)
    assert times(state) == ["09:00-12:00", "13:00-16:00"]


def test_a_public_holiday_is_named_and_closed() -> None:
    state = at("2026-12-25T10:00")
    assert state.open is False and state.day == () and state.holiday == "Christmas Day"
    assert state.next_open == dt.datetime(2026, 12, 28, 8, tzinfo=HELSINKI)


def test_holidays_that_move_with_easter_are_known() -> None:
    assert at("2026-04-03T10:00").open is False  # Good Friday
    assert at("2026-05-14T10:00").open is False  # Ascension Day


def test_a_holiday_of_another_country_is_an_ordinary_day_here() -> None:
    assert at("2026-10-03T10:00", "Mo-Su 08:00-16:00; PH off", country="DE").open is False
    assert at("2026-10-03T10:00", "Mo-Su 08:00-16:00; PH off", country="FI").open is True


def test_holidays_are_named_in_the_persons_language_where_known() -> None:
    assert holiday_name(dt.date(2026, 12, 6), "FI", "fi") == "Itsenäisyyspäivä"
    assert holiday_name(dt.date(2026, 12, 6), "FI", "sv") == "Självständighetsdagen"
    assert holiday_name(dt.date(2026, 12, 6), "FI", "ar") == "Independence Day"
    assert holiday_name(dt.date(2026, 12, 7), "FI", "fi") == ""


def test_special_days_win_over_the_week_and_over_holidays() -> None:
    special = (
        SpecialDays(dt.date(2026, 12, 24), dt.date(2026, 12, 24), "10:00-12:00"),
        SpecialDays(dt.date(2026, 7, 6), dt.date(2026, 7, 17), ""),
    )
    assert times(at("2026-12-24T11:00", special=special)) == ["10:00-12:00"]
    assert at("2026-12-24T11:00", special=special).open is True
    closed = at("2026-07-08T10:00", special=special)
    assert closed.open is False and closed.next_open == dt.datetime(2026, 7, 20, 8, tzinfo=HELSINKI)


def test_the_clocks_going_forward_shorten_the_night_not_the_day() -> None:
    """29 March 2026, 03:00 becomes 04:00 in Helsinki."""
    state = at("2026-03-29T01:30", "Mo-Su 02:00-10:00")
    assert state.next_open is not None and state.next_open.hour == 2
    assert times(at("2026-03-29T09:00", "Mo-Su 08:00-10:00")) == ["08:00-10:00"]
    monday = opening_at(OFFICE, (), dt.datetime(2026, 3, 30, 5, 30, tzinfo=dt.timezone.utc), HELSINKI, "FI")
    friday = opening_at(OFFICE, (), dt.datetime(2026, 3, 27, 5, 30, tzinfo=dt.timezone.utc), HELSINKI, "FI")
    assert monday.open is True and friday.open is False


def test_the_clocks_going_back_do_not_close_a_counter_early() -> None:
    """25 October 2026, 04:00 becomes 03:00 in Helsinki."""
    state = at("2026-10-25T00:30", "24/7")
    assert state.open is True and state.until is None
    first, last = state.day[0]
    assert (last.astimezone(dt.timezone.utc) - first.astimezone(dt.timezone.utc)) == dt.timedelta(hours=25)


def test_unknown_hours_are_neither_open_nor_closed() -> None:
    assert at("2026-03-03T10:00", "").open is None


def test_what_is_always_closed_never_opens() -> None:
    state = at("2026-03-03T10:00", "off")
    assert state.open is False and state.next_open is None


def test_unreadable_hours_are_told_with_place_and_example() -> None:
    with pytest.raises(HoursError, match=r"cannot be read from “9-17.*Mo-Th 08:00-16:00"):
        check_hours("Mo-Fr 9-17")


@pytest.mark.parametrize("spans", ["10-12", "25:00-26:00", "10:00", "ten"])
def test_unreadable_spans_of_a_special_day_are_refused(spans: str) -> None:
    with pytest.raises(HoursError, match="10:00-12:00"):
        check_spans(spans)
