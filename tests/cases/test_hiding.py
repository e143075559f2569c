"""A tracking code that somebody writes is stored as a mask and sealed beside it."""

from __future__ import annotations

import pytest

from desk.cases import codes
from desk.cases.hiding import hide, typed

CODE = codes.Code(987_654_321_012_345)


@pytest.mark.parametrize("form", [CODE.written, CODE.written.lower().replace("-", ""), CODE.digits])
def test_a_code_is_masked_in_each_of_its_forms(form: str) -> None:
    hidden = hide(f"How is {form}, please?")
    assert hidden.text == f"How is {CODE.mask}, please?"
    assert codes.read(typed(hidden.codes[0])) == CODE


def test_a_code_in_arabic_digits_is_masked() -> None:
    digits = CODE.digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    hidden = hide(f"رمزي {digits}")
    assert codes.read(typed(hidden.codes[0])) == CODE
    assert digits not in hidden.text


def test_a_mistyped_code_is_masked_too() -> None:
    last = "X" if CODE.written[-1] != "X" else "Y"
    hidden = hide(CODE.written[:-1] + last)
    assert "····" in hidden.text
    assert typed(hidden.codes[0]) == CODE.written[:-1] + last


@pytest.mark.parametrize(
    "text", ["information about regulations", "+358 40 123 4567", "1234 5678 9012 3456", "the fee in 2024", "ABC-123"]
)
def test_what_is_no_code_stays_as_it_is(text: str) -> None:
    assert hide(text).text == text
    assert hide(text).codes == ()


def test_a_code_of_letters_alone_is_masked_as_it_is_printed_and_is_not_given_out() -> None:
    letters = codes.read("VSMG-SJNP-DMZ")
    assert hide("How is VSMG-SJNP-DMZ?").text == f"How is {letters.mask}?"
    assert all(any(sign.isdigit() for sign in codes.new().written) for _ in range(300))
