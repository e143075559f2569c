"""A tracking code survives how people write, read and key it; a slip is told from an unknown code."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.cases import codes
from desk.cases.codes import SIGNS, Code
from desk.cases.errors import CodeMistyped, CodeUnreadable

values = st.integers(0, (1 << codes.BITS) - 1)
OTHER_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@given(values)
def test_both_forms_give_the_same_code(value: int) -> None:
    code = Code(value)
    assert codes.read(code.written) == codes.read(code.digits) == code
    assert len(code.written) == 13 and set(code.written) <= {*SIGNS, "-"}
    assert len(code.digits.replace(" ", "")) == 17


@given(values)
def test_any_one_wrong_sign_and_any_two_swapped_ones_are_found(value: int) -> None:
    signs = Code(value).written.replace("-", "")
    slips = {signs[:at] + other + signs[at + 1 :] for at in range(11) for other in SIGNS if other != signs[at]}
    for first in range(11):
        for second in range(first):
            swapped = list(signs)
            swapped[first], swapped[second] = swapped[second], swapped[first]
            slips.add("".join(swapped))
    for slip in slips - {signs}:
        with pytest.raises(CodeMistyped):
            codes.read(slip)


@given(values)
def test_any_one_wrong_digit_and_two_swapped_neighbours_are_found(value: int) -> None:
    digits = Code(value).digits.replace(" ", "")
    slips = {digits[:at] + other + digits[at + 1 :] for at in range(17) for other in string.digits}
    slips |= {digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(16)}
    for slip in slips - {digits}:
        with pytest.raises(CodeMistyped):
            codes.read(slip)


@given(values)
def test_a_code_is_read_however_it_is_written(value: int) -> None:
    code = Code(value)
    for text in (
        code.written.lower(),
        code.written.replace("-", ""),
        f"  {code.written.replace('-', ' – ')}. ",
        code.written.replace("0", "o").replace("1", "l"),
        code.written.replace("0", "O").replace("1", "i"),
        code.written.replace("A", "А").replace("C", "С").replace("H", "Н"),
        code.digits.replace(" ", "-"),
        code.digits.translate(OTHER_DIGITS),
        f"\u2066{code.written}\u2069",
    ):
        assert codes.read(text) == code, text


@pytest.mark.parametrize("text", ["", "hello", "1234", "U" * 11, "9" * 18, "my code is lost"])
def test_what_is_no_code_is_told_so(text: str) -> None:
    with pytest.raises(CodeUnreadable):
        codes.read(text)


def test_digits_beyond_fifty_bits_are_a_slip() -> None:
    digits = "9" * 16
    with pytest.raises(CodeMistyped):
        codes.read(next(digits + last for last in string.digits))


def test_new_codes_differ_and_their_mask_hides_eight_signs() -> None:
    made = [codes.new() for _ in range(500)]
    assert len({code.value for code in made}) == 500
    assert all(code.mask.count("·") == 8 and code.mask[-3:] == code.written[-3:] for code in made)
