"""Chinese numerals of headings."""

from __future__ import annotations

import pytest

from govnlp.reading.numbering import chinese
from govnlp.values.numerals import parse_numeral


@pytest.mark.parametrize("number", range(1, 100))
def test_numerals_read_back_as_the_number(number):
    numeral = parse_numeral(chinese(number))
    assert numeral is not None
    assert numeral.number == number
