"""The panel: one row an agency and year, copies recognised, every format read back."""

from __future__ import annotations

import pandas
import pytest
from typer.testing import CliRunner

import govnlp
from govnlp.cli import app
from govnlp.corpus import query as queries
from govnlp.corpus.panel import panel, write
from govnlp.corpus.store import writing
from govnlp.errors import StoreError
from tests.conftest import traditional
from tests.corpus.files import corpus, text

runner = CliRunner()


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Two bodies over three years; one report stands there three times, one names nobody."""
    folder = tmp_path_factory.mktemp("panel")
    reports = corpus(folder / "reports", bodies=2)
    (reports / "1-2020-again.txt").write_text(text(1, 2020, 10), encoding="utf-8")
    (reports / "1-2020-trad.txt").write_text(traditional(text(1, 2020, 31)), encoding="utf-8")
    (reports / "part.txt").write_text("全年公开信息12条。", encoding="utf-8")
    govnlp.build(reports, folder / "store")
    return folder / "store"


def test_one_row_an_agency_and_year(store):
    frame = govnlp.panel(store)
    assert list(zip(frame["agency"], frame["year"], frame["applications_received"], strict=True)) == [
        ("北京市海淀区教育局", 2019, 19),
        ("北京市海淀区教育局", 2020, 10),
        ("北京市海淀区教育局", 2021, 11),
        ("北京市海淀区水务局", 2019, 9),
        ("北京市海淀区水务局", 2020, 0),
        ("北京市海淀区水务局", 2021, 1),
    ]
    assert frame["reviews"].isna().all()


def test_copies_are_recognised_and_their_conflict_is_told(store):
    row = govnlp.panel(store).query("agency == '北京市海淀区教育局' and year == 2020").iloc[0]
    assert row["copies"] == 3
    assert row["script"] == "Hans"
    assert "applications_received" in row["conflicts"].split()
    assert row["source"].endswith("1-2020-again.txt")
    others = govnlp.panel(store).query("copies == 1")
    assert len(others) == 5
    assert others["conflicts"].isna().all()


def test_reports_without_agency_are_named(store):
    (unplaced,) = govnlp.panel(store).attrs["unplaced"]
    assert unplaced.endswith("part.txt")


def test_long_form_has_the_series_that_the_form_asks_for(store):
    frame = panel(store, long=True)
    wide = panel(store)
    received = frame.query("series == 'applications_received'")
    assert list(received["value"]) == list(wide["applications_received"])
    assert set(received["unit"]) == {"件"}
    assert "disclosures" not in set(frame["series"])  # a series of 2014


@pytest.mark.parametrize(
    ("suffix", "read"),
    [("csv", pandas.read_csv), ("parquet", pandas.read_parquet), ("xlsx", pandas.read_excel), ("dta", pandas.read_stata)],
)
@pytest.mark.filterwarnings("error")
def test_every_format_is_read_back(store, tmp_path, suffix, read):
    if suffix == "xlsx":
        pytest.importorskip("openpyxl")
    result = runner.invoke(app, ["panel", str(store), "-o", str(tmp_path / f"p.{suffix}")])
    assert result.exit_code == 0, result.output
    assert "1 reports name no agency" in result.stderr
    frame, wanted = read(tmp_path / f"p.{suffix}"), panel(store)
    assert list(frame.columns) == [name[:32] if suffix == "dta" else name for name in wanted.columns]
    assert list(frame["agency"]) == list(wanted["agency"])
    assert list(frame["applications_received"]) == list(wanted["applications_received"])
    assert frame["reviews"].isna().all()
    assert [path.name for path in tmp_path.iterdir()] == [f"p.{suffix}"]


def test_whole_numbers_are_written_as_such(store, tmp_path):
    write(panel(store, long=True), tmp_path / "long.csv")
    assert ",applications_received,19,件\n" in (tmp_path / "long.csv").read_text(encoding="utf-8")
    write(panel(store), tmp_path / "wide.dta")
    assert pandas.read_stata(tmp_path / "wide.dta")["year"].dtype.kind == "i"


def test_excel_says_what_the_series_are(store, tmp_path):
    pytest.importorskip("openpyxl")
    write(panel(store), tmp_path / "p.xlsx")
    notes = pandas.read_excel(tmp_path / "p.xlsx", sheet_name="series")
    assert list(notes["series"]) == list(panel(store).columns[-len(notes) :])
    assert notes["meaning"].notna().all()


def test_a_format_that_is_not_known_is_named(store, tmp_path):
    with pytest.raises(StoreError, match=r"\.csv, \.parquet, \.xlsx, \.dta"):
        write(panel(store), tmp_path / "p.sav")
    result = runner.invoke(app, ["panel", str(tmp_path), "-o", str(tmp_path / "p.csv")])
    assert result.exit_code == 1
    assert "no store is there" in result.stderr


def test_an_empty_store_is_an_empty_panel(tmp_path):
    with writing(tmp_path / "s"):
        pass
    assert panel(tmp_path / "s").empty
    assert panel(tmp_path / "s", long=True).empty


def test_sql(store, tmp_path):
    pytest.importorskip("duckdb")
    frame = govnlp.query(store, "select year, count(*) as n from reports where agency is not null group by year order by year")
    assert list(frame["n"]) == [2, 4, 2]
    joined = "select r.agency from entities e join reports r using (report) where e.label = 'INITIATIVE' and e.name = '政府开放日'"
    assert len(govnlp.query(store, joined)) == 8
    with pytest.raises(StoreError, match="the query failed"):
        govnlp.query(store, "select nothing from nowhere")
    with writing(tmp_path / "s"):
        pass
    assert list(govnlp.query(tmp_path / "s", "select count(*) n from segments")["n"]) == [0]


@pytest.mark.parametrize(("format", "wanted"), [("text", "2020"), ("csv", "year,n\n2019,2\n"), ("json", '{"year":2019,"n":2}\n')])
def test_sql_on_the_command_line(store, format, wanted):
    pytest.importorskip("duckdb")
    sql = "select year, count(*) as n from reports where agency is not null group by year order by year"
    result = runner.invoke(app, ["query", str(store), sql, "--format", format])
    assert result.exit_code == 0
    assert wanted in result.stdout


def test_a_dataset(store, tmp_path, monkeypatch):
    import datasets

    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path)
    data = govnlp.to_dataset(store, "reports")
    assert isinstance(data, datasets.Dataset)
    assert sorted(filter(None, data["year"])) == [2019, 2019, 2020, 2020, 2020, 2020, 2021, 2021]
    with pytest.raises(ValueError, match="no table"):
        govnlp.to_dataset(store, "words")
    assert queries.TABLES["reports"].names == data.column_names
