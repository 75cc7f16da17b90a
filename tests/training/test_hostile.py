"""Files that no report is: each is read to its text, or refused with a word that says why."""

from __future__ import annotations

import re

import pytest

from govnlp.errors import ReadingError
from govnlp.outline import outline
from govnlp.reading import read
from govnlp.statutory.tables import read as read_tables
from training import hostile


@pytest.mark.parametrize("name", hostile.FILES)
def test_a_hostile_file_is_read_or_refused(name, tmp_path):
    file = hostile.FILES[name]
    path = tmp_path / f"hostile{file.suffix}"
    path.write_bytes(file.make())
    if file.refusal:
        with pytest.raises(ReadingError, match=re.escape(str(path)) + f".*{file.refusal}"):
            read(path)
        return
    page = outline(read(path))
    assert file.text in page.text
    for indicator in read_tables(page.tables).indicators:
        assert 0 <= indicator.start <= indicator.end <= len(page.text)


def test_the_command_tells_time_and_memory_of_each(capfd):
    hostile.main(["entities in a page"])
    assert re.fullmatch(r"entities in a page +[\d.]+ s +\d+ MB  a report: .*\n", capfd.readouterr().out)
