"""Counts with their measure words, amounts of money, percentages and multiples."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from govnlp.gazetteers import alternatives, column, table
from govnlp.values.match import NOTHING, Match
from govnlp.values.numerals import CHINESE, DIGITS, NUMERAL, Numeral, parse_numeral

_S = "[ ]?"
# numerals as banks write them, one for one; a run of them, since 陆 伍 参 拾 are parts of other words
_FORMAL = re.compile(r"[壹贰叁肆伍陆柒捌玖拾佰仟万亿零参]{2,}(?=余?[元圆条件人份次个名项篇])|(?<=[^一-龥])[壹贰叁肆柒捌玖][佰仟拾万]")
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟参圆", "一二三四五六七八九十百千三元")
_FOREIGN = ("美元", "美金", "港元", "港币", "欧元", "日元", "英镑")
_BEFORE_BARE = ("上", "破", "过")  # 上百次, 破万: bounds before a bare magnitude alone
# 预约30人次, 附近2个: the bound is part of another word
_NOT_BOUND = {"近": "最附临邻", "约": "预合节签违制条公续履邀失集简隐大", "超": "高", "上": "以网线手马街路掌", "过": "不通超经"}

# digits that count nothing, with what is around them
_IDENTIFIERS = (
    r"(?:https?://|www\.)[A-Za-z0-9_\-./:?=&%#~@+,;]{1,300}",  # addresses
    r"[A-Za-z0-9_.\-]{1,40}@[A-Za-z0-9_\-]{1,40}(?:\.[A-Za-z0-9_\-]{1,20}){1,4}",
    r"(?:[a-z0-9\-]{1,30}\.){1,4}(?:gov|com|org|net|cn|edu)(?:\.cn)?(?:/[A-Za-z0-9_\-./?=&%#]{0,200})?",
    r"(?:电话|传真|热线|手机|QQ|账号|微信号|编号|代码|标识码|备案号|证号)[^\d一-龥]{0,4}\d[\d\-—–()]{4,24}"
    r"(?![\d ]{0,3}[条件个次人项余多万])",
    r"邮政?编码?[^\d一-龥]{0,4}\d{6}(?!\d)",
    r"(?<!\d)(?:\(?0\d{2,3}\)?[-—–]{0,2}\d{7,8}|1[3-9]\d{9}|[48]00-?\d{3}-?\d{4})(?!\d)",  # telephone numbers
    r"第(?:\d[\d ]{0,6}|[零〇一二三四五六七八九十百千]{1,6}|几)(?:[条款项章节届次期号批名位个类]|轮)?",  # ordinals
    r"前(?:\d{1,4}|[一二三四五六七八九十百]{1,3})(?:[名位强]|(?=[,，。;；、)]|$))",  # ranks
    r"排名(?:最)?后(?:\d{1,3}|[一二三四五六七八九十])[名位]?",
    r"(?:附件|附表|附图|附录|序号|No\.?|(?<=[(见如详])[图表])\d{1,3}(?![\d份个条项张件])",
    r"(?<!\d)1(?:10|14|19|20|22)(?=指挥|报警|接警|急救|电话|出警|平台|热线|联动)",
    r"\d{2,4}(?=国道|省道|县道)",
    r"\d{1,3}\.\d{1,2}版|[VvＶ]\d[\d.]*",  # versions
    r"\d{1,2}[::时]\d{2}(?:[::]\d{2}|分)?",  # clock times
    r"\d{1,3}[+×xX*/:∶]\d{1,3}(?:[+×xX*/:∶]\d{1,3}){0,3}(?![\d,])",  # 4+4, 7×24, 1:1
    r"\d{1,4}[A-Za-z][A-Za-z0-9]{0,8}(?![A-Za-z])|[A-Za-z][A-Za-z\-]{0,8}\d[\d.]{0,8}",  # 5G, H5, PM2.5
    r"\d{1,6}(?:号|#)",
    r"(?<!\d)(?:19|20)\d\d(?=(?:政府信息|政务公开|信息公开))",
)
# 一 counts behind a noun that is counted (培训班一期, 复议案件一件), not behind a verb (查一次)
_NOUN_ENDINGS = tuple("班会件案讼题书栏册表议项各试点博报")
_TENTHS = re.compile(
    r"(?<![\d一二三四五六七八九十第])(?P<number>[一二三四五六七八九1-9])成(?P<half>[一二三四五六七八九])?(?P<after>以上|左右|多)?(?![果为立功绩就员本交长品都熟效型体分语套例因败不])"
)
_HALVES = re.compile(
    r"(?P<number>\d{1,3}|[一两二三四五六七八九十]{1,3})个(?P<more>多|半)(?P<unit>小时|月|星期)|(?<=[少约占超过到于达足近])(?P<half>一半(?P<after>以上|左右)?)"
)
_LABEL_OF_ITEM = re.compile(
    r"(?:^|(?<=[\n。;；:：!?！？,，、)） ]))[(（]?\d{1,2}(?:[)）]|[、.](?!\d)|[、.](?=(?:19|20)\d\d年|[ ]?\d{1,2}月))"
)


@cache
def _units() -> dict[str, dict[str, str]]:
    return {row["unit"]: row for row in table("units")}


@cache
def _quantity() -> re.Pattern[str]:
    after = alternatives(column("bounds", "word", side="after"))
    unit = alternatives(_units())
    return re.compile(
        rf"(?<![\dA-Za-z.+/_=&·])(?:百分之(?P<share>\d+(?:\.\d+)?|{CHINESE}(?:点[零〇一二三四五六七八九]{{1,3}})?)(?P<share_after>以上|左右|以下|多)?"
        rf"|(?P<minus>(?<![\d%A-Za-z])-)?(?P<number>{NUMERAL})(?:{_S}(?P<unit>{unit}))?{_S}(?P<after>{after})?)"
    )


@cache
def _range() -> re.Pattern[str]:
    """The second half of `3至5家`, whose measure word both numbers share."""
    unit = alternatives(row["unit"] for row in _units().values() if row["label"] != "NONE")
    return re.compile(rf"{_S}(?:至|到|[-—~]){_S}\d{{1,9}}(?:\.\d+)?(?P<unit>{unit})")


@cache
def _bounds(side: str) -> dict[str, str]:
    return {row["word"]: row["bound"] for row in table("bounds") if row["side"] == side}


@cache
def _before() -> re.Pattern[str]:
    return re.compile(f"(?P<word>{alternatives(_bounds('before'))})(?:了|到|近)?[ ]?$")


@cache
def _nothing() -> re.Pattern[str]:
    counted = alternatives(row["unit"] for row in _units().values() if row["label"] != "NONE")
    hotline = rf"(?<!\d)(?:12\d{{3}}|96\d{{3,4}}|95\d{{3}})(?!\d| ?(?:{counted}|万|余|多))"
    return re.compile("|".join((*_IDENTIFIERS, hotline, alternatives(column("fixed_terms", "term")))), re.IGNORECASE)


def find_quantities(text: str) -> list[Match]:
    """Every COUNT, MONEY and PERCENT of `text`, and the stretches in which digits count nothing (label NOTHING).

    `text` is Simplified and half-width. Values are ints where whole, else floats; MONEY is in 元; PERCENT in per
    cent, multiples times a hundred (`2.3倍` is 230). Dates are found elsewhere: their digits also match here, and
    lose to the longer date.
    """
    text = _FORMAL.sub(lambda found: found[0].translate(_PLAIN), text)
    matches = [Match(*found.span(), NOTHING) for found in (*_nothing().finditer(text), *_LABEL_OF_ITEM.finditer(text))]
    closed = bytearray(len(text) + 1)
    for nothing in matches:
        closed[nothing.start : nothing.end] = b"\1" * (nothing.end - nothing.start)
    position = 0
    while found := _quantity().search(text, position):
        match = _share(found, text) if found["share"] else _numbered(found, text)
        position = max(found.end("share"), found.end("number"), found.start() + 1)
        if match and not any(closed[match.start : match.end]):
            matches.append(match)
            position = match.end
    return matches + _tenths(text) + _halves(text)


def _share(found: re.Match[str], text: str) -> Match | None:
    """`百分之七十六点五`."""
    whole, _, decimals = found["share"].partition("点")
    numeral = parse_numeral(whole)
    if numeral is None:
        return None
    value = numeral.value + Decimal("0." + "".join(str(DIGITS[digit]) for digit in decimals) if decimals else "0")
    return Match(*found.span(), "PERCENT", Numeral(value).number, None, _bound(text, found.start(), numeral, found["share_after"]))


def _tenths(text: str) -> list[Match]:
    """`近九成`, `八成以上`."""
    matches = []
    for found in _TENTHS.finditer(text):
        numeral = Numeral(Decimal(10 * (DIGITS.get(found["number"]) or int(found["number"])) + DIGITS.get(found["half"], 0)))
        matches.append(Match(*found.span(), "PERCENT", numeral.number, None, _bound(text, found.start(), numeral, found["after"])))
    return matches


def _halves(text: str) -> list[Match]:
    """`两个多月`, `4个半小时`, `一半以上`."""
    matches = []
    for found in _HALVES.finditer(text):
        if found["half"]:
            matches.append(Match(*found.span("half"), "PERCENT", 50, None, _bounds("after").get(found["after"] or "", "=")))
        elif numeral := parse_numeral(found["number"]):
            value = Numeral(numeral.value + (Decimal("0.5") if found["more"] == "半" else 0)).number
            bound = ">" if found["more"] == "多" else _bound(text, found.start(), numeral, None)
            unit = "个" + found["unit"] if found["unit"] == "月" else found["unit"]
            matches.append(Match(*found.span(), "COUNT", value, unit, bound))
    return matches


def _numbered(found: re.Match[str], text: str) -> Match | None:
    """A numeral with what follows it: a measure word that belongs to it, a bound behind it."""
    start, words, unit, after = found.start(), found["number"], found["unit"], found["after"]
    if re.search(r"\d \d", words) and not _is_stray_space(words):
        words, unit, after = words.split(" ")[0], None, None
    numeral = parse_numeral(words)
    if numeral is None:
        return None
    end = found.start("number") + len(words)
    row = _units().get(unit or "")
    if row and row["not_before"] and text[found.end("unit") : found.end("unit") + 1] in tuple(row["not_before"]):
        unit, row, after = None, None, None
    if row:
        end = found.end("unit")
        if unit in ("月", "年") and "." in words:
            return None  # 2.5月: an item's number and a month
        if row["label"] == "NONE" or (unit == "日" and text[max(0, start - 1) : start] == "月"):
            return Match(start, end, NOTHING)
        if after in ("余", "多") and row["label"] != "PERCENT":
            after = None  # 查实2起多领: the word goes on
    if after:
        end = found.end("after")
    second = None if unit else _range().match(text, end)
    is_count = (
        _counts(words, unit, after, text, start, end)
        if not words[0].isdigit()
        else bool(unit or second) or not _is_label(words, text, start, end)
    )
    if not is_count:
        return None
    if unit is None and text[start - 1 : start] in ("¥", "￥") and start:
        unit = "元"
    return _labelled(start, end, numeral, second["unit"] if second else unit, _bound(text, start, numeral, after), bool(found["minus"]))


def _labelled(start: int, end: int, numeral: Numeral, unit: str | None, bound: str, minus: bool) -> Match:
    row = _units().get(unit or "", {"label": "COUNT"})
    if row["label"] == "COUNT":
        return Match(start + minus, end, "COUNT", numeral.number, unit, bound)
    number = Numeral(numeral.value * Decimal(row["factor"]) * (-1 if minus else 1)).number
    if row["label"] == "PERCENT":
        return Match(start, end, "PERCENT", number, None, bound)
    return Match(start + minus, end, "MONEY", abs(number), unit if unit in _FOREIGN else "元", bound)


def _is_stray_space(words: str) -> bool:
    """`1 379` and `2 4` are one number; `2020 1000` and `12 15 18` are not."""
    groups = re.findall(r"\d+", words.split(".")[0])
    if len(groups[0]) == 4 and groups[0][:2] in ("19", "20"):
        return False
    return (
        all(len(group) == 1 for group in groups)
        or all(len(group) == 3 for group in groups[1:])
        or (len(groups) == 2 and len(groups[1]) <= 2)
    )


def _counts(words: str, unit: str | None, after: str | None, text: str, start: int, end: int) -> bool:
    """Whether a Chinese numeral counts: it needs a measure word or `余`, and `一个` is an article."""
    before = text[max(0, start - 1) : start]
    if before in tuple('第每逐周星期“"「') or words in ("零", "二", "〇"):
        return (words == "零" and unit == "元") or (words == "二" and unit in ("件", "起", "人", "份", "名"))
    if words == "一" and unit in ("小时", "个月", "个小时"):
        return True
    if words == "一" and unit == "倍":
        return before in tuple("加长高升大多快提近约增翻了")
    if words == "一" and unit == "件":
        return text[end : end + 1] not in tuple("事实大小好") and before not in tuple("另同这那成办好任")
    if words == "一":
        return unit is not None and _closes(text, end) and before in _NOUN_ENDINGS
    more = parse_numeral(words)
    if words in ("百", "千", "万", "亿", "十") and unit:
        return before in tuple("近上超逾约过达破足到") or words == "十"
    if unit:
        return True
    if words in ("百万", "千万") and before in tuple("破超近逾过约达"):
        return True
    return (
        len(words) > 1
        and more is not None
        and (more.bound == ">" or after in ("余", "多") or bool(re.search("[百千万亿]", words) and len(words) > 2))
    )


def _closes(text: str, end: int) -> bool:
    """`培训班一期,` counts; `一期工程` does not."""
    return end >= len(text) or text[end] in "，,。;；、:：)） \n"


def _is_label(words: str, text: str, start: int, end: int) -> bool:
    """Whether bare Arabic digits, with no measure word, are a label, a year or a part of a name."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if len(words) == 4 and words[:2] in ("19", "20") and words.isdigit():
        return True
    if len(words.replace(" ", "").replace(",", "")) > 11 or (words[0] == "0" and len(words) > 1 and words[1].isdigit()):
        return True
    if before[-1:] in tuple('“"《〈「『〔[【(（#*×~=<>/\\') or after[:1] in tuple("号楼室栋#/\\×*=~_@〕]】-·"):
        return not (before[-1:] in ("(", "（") and after[:1] in (")", "）"))
    if after[:1] in ("个", "月", "日", "时", "年") or (before[-1:] in tuple("为达至到共计于过破有是约近超逾了数量") and _closes(text, end)):
        return False
    return len(words) == 1 and not _closes(text, end) and before[-1:] in tuple("，,。;；、:：)） \n")


def _bound(text: str, start: int, numeral: Numeral, after: str | None) -> str:
    """`=`, `~`, `>` or `<`: from inside the numeral, from behind, then from before it."""
    if after and _bounds("after")[after] != "=":
        return _bounds("after")[after]
    found = _before().search(text, max(0, start - 6), start)
    if found and found["word"] in _BEFORE_BARE and text[start] not in "百千万亿":
        found = None  # 会上17名, 改过四稿
    if found is None or (found.start() and text[found.start() - 1] in _NOT_BOUND.get(found["word"], "")):
        return numeral.bound
    bound = _bounds("before")[found["word"]]
    return numeral.bound if bound == "~" and numeral.bound != "=" else bound
