"""Plots: the right data are drawn, every character has a glyph, nothing global changes, errors say what to do."""

from __future__ import annotations

import subprocess
import sys
import warnings
from dataclasses import replace

import pytest

import govnlp
from govnlp.errors import PlotError
from govnlp.gazetteers import table
from govnlp.report import Agency, Entity, Report, Segment
from govnlp.statutory.series import units
from govnlp.view.plots import fonts
from govnlp.view.plots.calibration import interval
from govnlp.view.plots.style import LINES, page_colours, spread, theme_colour
from govnlp.view.words import words

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import pandas  # noqa: E402

from govnlp import plot  # noqa: E402

PLACES = {"北京市海淀区水务局": "县", "浙江省水利厅": "省", "新疆维吾尔自治区水利厅": "省", "杭州市教育局": "市"}
CARD = {
    "scores": {
        "reliability": [[0.4, 0.5, 10], [0.9, 1.0, 90]],
        "calibration_error": 0.1,
        "reliability_without_headings": [[0.5, 0.5, 20]],
        "calibration_error_without_headings": 0.0,
    }
}


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def report(
    agency: str = "杭州市教育局", year: int | None = 2020, themes: tuple[str, ...] = (), initiatives: tuple[str, ...] = ()
) -> Report:
    """A report with a segment of ten characters a theme, and entities that name initiatives."""
    segments = [Segment(10 * i, 10 * i + 10, "公" * 10, (), ((theme, 0.9),)) for i, theme in enumerate(themes)]
    entities = [Entity("INITIATIVE", name, 0, 1, 0, name=name) for name in initiatives]
    return Report("公" * 10 * len(themes), agency=Agency(agency, None, PLACES.get(agency)), year=year, segments=segments, entities=entities)


def panel(rows: list[dict]) -> pandas.DataFrame:
    """A panel of one agency, unless a row says another."""
    forms = [(2014, "2014"), (2019, "2019"), (2021, "2021")]
    known = [
        {"agency": "杭州市教育局", "level": "市", "province": "浙江省", "format": [f for y, f in forms if y <= r["year"]][-1], **r}
        for r in rows
    ]
    return pandas.DataFrame(known)


def drawn(ax) -> None:
    """Draw the figure, any warning an error: a character without a glyph is one."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax.figure.canvas.draw()


def texts(ax) -> set[str]:
    return {text.get_text() for text in ax.texts} | {ax.get_title(loc="left")}


def lines(ax) -> list[list[tuple[float, float]]]:
    """The points of each line, but for the dotted ones between two forms."""
    return [
        list(zip(map(float, line.get_xdata()), map(float, line.get_ydata()), strict=True)) for line in ax.lines if line.get_marker() == "o"
    ]


# themes


def test_themes_of_a_report_are_shares_of_its_characters():
    ax = plot.themes(report(themes=("依申请", "依申请", "依申请", "新媒体")), note="合成数据")
    assert [bar.get_width() for bar in ax.patches] == [0.75, 0.25]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["依申请", "新媒体"]
    assert [matplotlib.colors.to_hex(bar.get_facecolor()) for bar in ax.patches] == [theme_colour("依申请"), theme_colour("新媒体")]
    assert texts(ax) == {"75%", "25%", "合成数据", "各主题占全文的比重\u3000杭州市教育局 2020年"}
    drawn(ax)


def test_themes_by_level_are_a_grid_from_the_centre_down():
    reports = [
        report(themes=("依申请", "新媒体")),
        report("浙江省水利厅", themes=("依申请",)),
        report("北京市海淀区水务局", themes=("别的主题",)),
    ]
    ax = plot.themes(reports, by="level")
    assert [label.get_text() for label in ax.get_xticklabels()] == ["省级", "市级", "县级"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["依申请", "新媒体", "别的主题"]
    assert ax.images[0].get_array().tolist() == [[1, 0.5, 0], [0, 0.5, 0], [0, 0, 1]]
    drawn(ax)


def test_years_are_whole_also_beside_a_report_of_none():
    reports = [report(year=year, themes=("依申请",)) for year in (2020, None, 2019)]
    assert [label.get_text() for label in plot.themes(reports, by="year").get_xticklabels()] == ["2019", "2020"]


def test_long_names_stand_aslant_and_do_not_touch():
    names = ("北京市海淀区水务局", "浙江省水利厅", "新疆维吾尔自治区水利厅")
    ax = plot.themes([report(name, themes=("依申请", "新媒体")) for name in names], by="agency")
    drawn(ax)
    assert {label.get_rotation() for label in ax.get_xticklabels()} == {45}
    assert [label.get_rotation() for label in plot.themes(report(themes=("依申请",)), by="year").get_xticklabels()] == [0]


def test_themes_by_province_bear_short_names():
    reports = [report("新疆维吾尔自治区水利厅", themes=("依申请",)), report("浙江省水利厅", themes=("依申请",))]
    assert {label.get_text() for label in plot.themes(reports, by="province").get_xticklabels()} == {"新疆", "浙江"}


# series


def test_a_series_of_one_agency_is_its_numbers():
    ax = plot.series(panel([{"year": y, "reviews": v} for y, v in ((2018, 4), (2019, 0), (2020, 7))]), "reviews")
    assert lines(ax) == [[(2018, 4), (2019, 0), (2020, 7)]]
    assert texts(ax) == {"行政复议数（件）\u3000杭州市教育局 2018—2020年"}
    drawn(ax)


def test_a_line_breaks_where_a_form_counts_something_else():
    ax = plot.series(panel([{"year": y, "applications_received": y - 2010} for y in range(2017, 2023)]), "applications_received")
    assert lines(ax) == [[(2017, 7), (2018, 8)], [(2019, 9), (2020, 10), (2021, 11), (2022, 12)]]
    assert "2019年起口径有变" in texts(ax)
    drawn(ax)


def test_a_line_does_not_break_where_the_forms_count_the_same():
    ax = plot.series(panel([{"year": y, "applications_closed": 5} for y in range(2017, 2023)]), "applications_closed")
    assert len(lines(ax)) == 1
    assert texts(ax) == {"办结申请数（件）\u3000杭州市教育局 2017—2022年"}


def test_the_form_that_was_used_decides_not_the_year():
    rows = [
        {"year": 2020, "normative_issued": 1},
        {"year": 2021, "format": "2019", "normative_issued": 2},
        {"year": 2022, "normative_issued": 3},
    ]
    assert lines(plot.series(panel(rows), "normative_issued")) == [[(2020, 1), (2021, 2)], [(2022, 3)]]


def test_a_missing_year_is_not_bridged():
    ax = plot.series(panel([{"year": y, "reviews": v} for y, v in ((2019, 1), (2020, None), (2021, 3))]), "reviews")
    assert lines(ax) == [[(2019, 1)], [(2021, 3)]]
    assert not [text for text in texts(ax) if "口径" in text]


@pytest.mark.parametrize(("statistic", "value"), [("median", 2), ("mean", 4), ("sum", 12)])
def test_several_agencies_are_one_number_a_year(statistic, value):
    rows = [{"agency": name, "year": 2022, "reviews": number} for name, number in (("甲局", 1), ("乙局", 2), ("丙局", 9), ("丁局", None))]
    ax = plot.series(panel(rows), "reviews", statistic=statistic)
    assert lines(ax) == [[(2022, value)]]
    assert "3 个机构" in ax.get_title(loc="left")


def test_groups_have_a_line_each_named_at_its_end():
    rows = [{"level": level, "year": y, "reviews": v} for level, v in (("县", 5), ("省", 1)) for y in (2021, 2022)]
    ax = plot.series(panel(rows), "reviews", by="level")
    assert lines(ax) == [[(2021, 1), (2022, 1)], [(2021, 5), (2022, 5)]]
    assert {"省级", "县级"} <= texts(ax)
    drawn(ax)


def test_series_of_reports_are_those_of_their_text():
    text = "收到政府信息公开申请93件，办结90件。"
    reports = [govnlp.analyze(text, year=year, agency="青山市水务局") for year in (2016, 2017)]
    ax = plot.series(reports, ["applications_received", "applications_closed"])
    assert lines(ax) == [[(2016, 93), (2017, 93)], [(2016, 90), (2017, 90)]]
    assert {"新收申请数", "办结申请数"} <= texts(ax)


def test_negative_numbers_have_a_true_minus():
    ax = plot.series(panel([{"year": 2022, "reviews": -3}, {"year": 2023, "reviews": 2}]), "reviews")
    drawn(ax)
    assert "\u22122" in {label.get_text() for label in ax.get_yticklabels()}


# outcomes


def test_outcomes_are_shares_of_what_was_closed_and_leave_out_the_form_of_2014():
    rows = [
        {"year": 2018, "applications_granted": 9},
        {"year": 2020, "applications_granted": 6, "applications_denied": 2, "applications_other": 0},
        {"year": 2021, "applications_granted": 1, "applications_partial": 1, "applications_declined": None},
    ]
    ax = plot.outcomes(panel(rows), note="合成数据")
    heights = {bars.get_label(): [bar.get_height() for bar in bars] for bars in ax.containers}
    assert heights["予以公开"] == [0.75, 0.5]
    assert heights["部分公开"] == [0, 0.5]
    assert heights["不予公开"] == [0.25, 0]
    assert {"8", "2", "合成数据；2014年表格的分类口径不同，2018年不列入"} <= texts(ax)
    assert "不予处理" not in texts(ax)
    drawn(ax)


# diffusion


def test_an_initiative_spreads_by_first_mention():
    reports = [
        report(year=2018),
        report(year=2019, initiatives=("一网通办",)),
        report(year=2021),
        report("浙江省水利厅", 2020, initiatives=("一网通办", "跨省通办")),
        report("浙江省水利厅", 2021, initiatives=("一网通办",)),
    ]
    ax = plot.diffusion(reports, ["一网通办", "跨省通办"])
    assert lines(ax) == [[(2018, 0), (2019, 1), (2020, 2), (2021, 2)], [(2018, 0), (2019, 0), (2020, 1), (2021, 1)]]
    drawn(ax)


def test_shares_are_of_the_agencies_that_report_also_where_none_names_it():
    reports = [
        report(year=2020, initiatives=("一网通办",)),
        report("浙江省水利厅", 2020),
        report("新疆维吾尔自治区水利厅", 2020, initiatives=("一网通办",)),
        report("北京市海淀区水务局", 2020),
    ]
    ax = plot.diffusion(reports, "一网通办", by="level", share=True)
    assert lines(ax) == [[(2020, 0.5)], [(2020, 1)], [(2020, 0)]]
    assert {"省级", "市级", "县级"} <= texts(ax)


def test_provinces_beyond_six_share_a_line():
    rows = ("北京市", "天津市", "上海市", "重庆市", "浙江省", "江苏省", "山东省", "河南省")
    ax = plot.diffusion([report(f"{name}水利厅", 2020, initiatives=("一网通办",)) for name in rows], "一网通办", by="province")
    assert len(lines(ax)) == 7
    assert lines(ax)[-1] == [(2020, 2)]
    assert "其余2地" in texts(ax)
    drawn(ax)


# calibration


def test_a_curve_is_that_of_the_card():
    ax = plot.calibration(CARD)
    assert [list(line.get_ydata()) for line in ax.lines[1:]] == [[0.5, 1.0], [0.5]]
    assert {"含标题，校准误差 0.100", "不含标题，校准误差 0.000"} <= texts(ax)
    drawn(ax)


def test_the_model_that_comes_with_govnlp_has_a_curve():
    ax = plot.calibration()
    assert len(ax.lines) == 3
    assert "测试集" in ax.get_title(loc="left")
    drawn(ax)


def test_an_interval_holds_the_share():
    assert interval(1.0, 3)[0] == pytest.approx(0.438, abs=0.001)
    assert interval(0.5, 100) == pytest.approx((0.404, 0.596), abs=0.001)


# a store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    from tests.corpus.files import corpus

    folder = tmp_path_factory.mktemp("plots")
    govnlp.build(corpus(folder / "reports"), folder / "store")
    return folder / "store"


def test_a_store_is_drawn_as_its_reports(store):
    ax = plot.series(store, "applications_received", by="agency")
    assert lines(ax) == [[(2019, 19), (2020, 10), (2021, 11)], [(2019, 9), (2020, 0), (2021, 1)]]
    assert lines(plot.diffusion(str(store), "政府开放日", by="province")) == [[(2019, 2), (2020, 2), (2021, 2)]]
    shares = [bar.get_width() for bar in plot.themes(store).patches]
    assert sum(shares) == pytest.approx(1)


# what holds for all


def draw_all() -> list:
    reports = [report(year=year, themes=("依申请",), initiatives=("一网通办",)) for year in (2020, 2021)]
    numbers = panel([{"year": 2020, "reviews": 1, "applications_granted": 2}])
    return [
        plot.themes(reports),
        plot.themes(reports, by="year"),
        plot.series(numbers, "reviews"),
        plot.outcomes(numbers),
        plot.diffusion(reports, "一网通办"),
        plot.calibration(CARD),
    ]


def test_the_settings_of_matplotlib_stay():
    before = matplotlib.rcParams.copy()
    for ax in draw_all():
        drawn(ax)
    assert matplotlib.rcParams == before


def test_every_text_has_the_chinese_font():
    for ax in draw_all():
        for text in ax.findobj(matplotlib.text.Text):
            assert text.get_fontfamily() == list(fonts.families()), text.get_text()


def test_an_axes_of_ones_own_gets_the_font_for_ticks_and_legend_too():
    ax = pandas.DataFrame({"依申请": [1, 2]}, index=["青山市", "白云县"]).plot.bar(title="申请")
    assert plot.chinese(ax) is ax
    drawn(ax)


def test_the_given_axes_are_drawn_on():
    _, ax = plt.subplots()
    assert plot.themes(report(themes=("依申请",)), ax=ax) is ax


@pytest.mark.parametrize(
    ("call", "remedy"),
    [
        (lambda: plot.themes(report()), "give a report with text"),
        (lambda: plot.themes([]), "give a report with text"),
        (lambda: plot.themes(report(themes=("依申请",)), by="month"), "choose level"),
        (lambda: plot.themes(replace(report(themes=("依申请",)), agency=None), by="level"), "leave it out"),
        (lambda: plot.themes([report(), "text"]), "isinstance"),
        (lambda: plot.series([], "reviews"), "year="),
        (lambda: plot.series(report(year=None), "reviews"), "year="),
        (lambda: plot.series(report(), "reviews"), "govnlp.series"),
        (lambda: plot.series(report(), "review"), "reviews_upheld"),
        (lambda: plot.series(report(), ["reviews", "fee_amount"]), "a plot for each"),
        (lambda: plot.series(report(), ["reviews", "litigation"], by="level"), "a plot each"),
        (lambda: plot.series(report(), "reviews", statistic="mode"), "choose median"),
        (lambda: plot.series(pandas.DataFrame({"year": [2020]}), "reviews"), "govnlp.panel"),
        (
            lambda: plot.series(panel([{"agency": str(i), "year": 2020, "reviews": 1} for i in range(9)]), "reviews", by="agency"),
            "choose fewer",
        ),
        (lambda: plot.outcomes(panel([{"year": 2018, "applications_granted": 3}])), "with their tables"),
        (lambda: plot.outcomes(panel([{"year": 2020, "reviews": 3}])), "with their tables"),
        (lambda: plot.diffusion(report(), "一网通办"), "no initiative is named"),
        (lambda: plot.diffusion([], "一网通办"), "no initiative is named"),
        (lambda: plot.diffusion(report(initiatives=("跨省通办",)), "一网通办"), "named by most agencies: 跨省通办"),
        (lambda: plot.diffusion(panel([{"year": 2020}]), "一网通办"), "give the reports"),
        (lambda: plot.themes(panel([{"year": 2020}])), "give the reports"),
        (lambda: plot.calibration({}), "train it again"),
        (lambda: plot.calibration("/no/such/folder"), "train_themes"),
    ],
)
def test_an_error_says_what_to_do(call, remedy):
    with pytest.raises(PlotError, match=remedy):
        call()
    assert not plt.get_fignums()


# fonts and colours


def test_the_font_of_the_extra_is_found_where_none_is_installed(monkeypatch):
    from matplotlib.font_manager import fontManager

    pytest.importorskip(fonts.PACKAGE)
    monkeypatch.setattr(fontManager, "ttflist", [entry for entry in fontManager.ttflist if entry.name == fonts.LATIN])
    assert fonts._installed() is None
    assert fonts._packaged() in fonts.CHINESE


def test_without_any_chinese_font_the_error_says_what_to_install(monkeypatch):
    from matplotlib.font_manager import fontManager

    monkeypatch.setattr(fontManager, "ttflist", [entry for entry in fontManager.ttflist if entry.name == fonts.LATIN])
    monkeypatch.setattr(fonts, "PACKAGE", "no_such_font")
    with pytest.raises(PlotError, match=r"pip install 'govnlp\[plot\]'"):
        fonts.families.__wrapped__()


def test_a_font_file_that_is_gone_is_not_taken(monkeypatch):
    from matplotlib.font_manager import FontEntry, fontManager

    monkeypatch.setattr(fontManager, "ttflist", [FontEntry(fname="/no/such/font.ttf", name=fonts.CHINESE[0], weight=400)])
    assert fonts._installed() is None


def test_without_matplotlib_the_error_says_what_to_install():
    code = "import sys; sys.modules['matplotlib'] = None\nimport govnlp\ntry: govnlp.plot.calibration()\nexcept govnlp.PlotError as e: print(e)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "plots need matplotlib: pip install 'govnlp[plot]'"


def test_the_page_has_a_colour_for_every_theme():
    assert {theme_colour(theme) for theme in words("theme")} <= set(page_colours().values())
    assert len({theme_colour(theme) for theme in words("theme")}) == len(words("theme"))


DEUTERANOPIA = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))
PROTANOPIA = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))


def lab(colour: tuple[float, ...]) -> tuple[float, ...]:
    """CIE L*a*b* of linear RGB."""
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = [sum(a * b for a, b in zip(row, colour, strict=True)) / white for row, white in zip(to_xyz, (0.9505, 1, 1.089), strict=True)]
    x, y, z = (max(value, 0) ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("sight", [DEUTERANOPIA, PROTANOPIA], ids=["deuteranopia", "protanopia"])
def test_the_colour_blind_tell_lines_apart(sight):
    linear = [[c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in matplotlib.colors.to_rgb(colour)] for colour in LINES]
    seen = [lab(tuple(sum(a * b for a, b in zip(row, colour, strict=True)) for row in sight)) for colour in linear]
    for index, one in enumerate(seen):
        for other in seen[:index]:
            assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 15, LINES[index]


def test_names_at_the_ends_do_not_touch():
    assert spread([1.0, 1.0, 5.0], 1.0, 0.0) == [0.5, 1.5, 5.0]
    assert spread([0.0, 0.0], 1.0, 0.0) == [0.5, 1.5]
    placed = spread([3.0, 0.1, 0.2, 2.9], 1.0, 0.0)
    assert sorted(range(4), key=lambda i: placed[i]) == [1, 2, 3, 0]
    assert min(b - a for a, b in zip(sorted(placed), sorted(placed)[1:], strict=False)) >= 1 - 1e-9


def test_every_series_has_a_name_and_the_forms_that_part_it_are_its_own():
    forms = {row["series"]: row["forms"].split() for row in table("series")}
    rows = table("series_names")
    assert [row["series"] for row in rows] == list(units())
    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row["breaks"].split()) <= set(forms[row["series"]][1:])
