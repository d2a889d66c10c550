"""Personal numbers are found; organisation, account and case numbers are left alone."""

from __future__ import annotations

import pytest

from service.personal_data import find_personal_data


@pytest.mark.parametrize("text", ["01010750160", "010107 50160", "født 01010750160."])
def test_an_identity_number_is_found_with_its_place(text):
    found = find_personal_data(text)
    assert [item.kind for item in found] == ["national_id"]
    assert text[found[0].start : found[0].end].replace(" ", "") == "01010750160"


@pytest.mark.parametrize(("text", "kind"), [("ring 412 34 567", "phone"), ("navn.navnesen@example.no", "email")])
def test_phone_and_email_are_found(text, kind):
    assert [item.kind for item in find_personal_data(text)] == [kind]


@pytest.mark.parametrize("text", ["964 979 901", "1234.56.78903", "sak 22/12345", "3. mai 2026", "kl. 10.00", "75 000 kroner"])
def test_other_numbers_are_left_alone(text):
    assert find_personal_data(text) == []
