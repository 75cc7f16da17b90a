"""The inline annotation, both ways, and strictly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.errors import MarkupError
from govnlp.markup import LABELS, Annotation, dump, parse, parse_quantity


def test_parse():
    text, spans = parse("[[A 我局|某市水利局]]公开[[C 150余件|150 件 >]],依据《[[L 条例]]》")
    assert text == "我局公开150余件,依据《条例》"
    assert spans == [Annotation(0, 2, "AGENCY", "某市水利局"), Annotation(4, 9, "COUNT", "150 件 >"), Annotation(13, 15, "POLICY", None)]


@pytest.mark.parametrize("marked", ["[[C 422条", "422条]]", "[[X 422条]]", "[[C  422条]]", "[[C 422[[D 今年]]条]]", "[[C]]", "[[C |5 条]]"])
def test_malformed_markup_is_refused(marked):
    with pytest.raises(MarkupError):
        parse(marked)


def test_overlap_is_refused():
    with pytest.raises(MarkupError, match="overlaps"):
        dump("公开422条", [Annotation(0, 4, "COUNT"), Annotation(2, 6, "COUNT")])


@pytest.mark.parametrize(
    ("value", "parsed"),
    [
        ("422 条", (422, "条", "=")),
        ("150 件 >", (150, "件", ">")),
        ("2600 >", (2600, None, ">")),
        ("6.9", (6.9, None, "=")),
        ("-3", (-3, None, "=")),
    ],
)
def test_quantity_values(value, parsed):
    assert parse_quantity(value) == parsed


@pytest.mark.parametrize("value", ["", "条", "一 条", "5 条 很多"])
def test_malformed_values_are_refused(value):
    with pytest.raises(MarkupError):
        parse_quantity(value)


PLAIN = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="[]|"), min_size=1, max_size=40)


@given(
    PLAIN,
    st.lists(
        st.tuples(st.integers(0, 39), st.integers(1, 6), st.sampled_from(sorted(LABELS.values())), st.sampled_from([None, "2020", "5 条"])),
        max_size=5,
    ),
)
def test_what_is_dumped_is_parsed_back(text, raw):
    spans, position = [], 0
    for start, length, label, value in sorted(raw, key=lambda r: r[0]):
        piece = text[start : start + length]
        if start >= position and piece and piece == piece.strip():
            spans.append(Annotation(start, start + len(piece), label, value))
            position = start + len(piece)
    assert parse(dump(text, spans)) == (text, spans)
