"""Write `govnlp/data/characters.csv`: Traditional characters and the one Simplified character each is matched as.

Source: the character tables of OpenCC (Apache-2.0), as packaged in `opencc-python-reimplemented`:

    pip install opencc-python-reimplemented && python -m training.build_characters
"""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

TARGET = Path(__file__).parent.parent / "govnlp" / "data" / "characters.csv"


def table(name: str) -> dict[str, list[str]]:
    lines = (files("opencc") / "dictionary" / name).read_text(encoding="utf-8").splitlines()
    return {key: values.split() for key, values in (line.split("\t") for line in lines if "\t" in line)}


def is_common(*characters: str) -> bool:
    """In the Unicode blocks that reports are written in (no rare extension)."""
    return all(len(char) == 1 and "\u4e00" <= char <= "\u9fff" for char in characters)


def main() -> None:
    to_simplified, to_traditional = table("TSCharacters.txt"), table("STCharacters.txt")
    rows = []
    for traditional, candidates in sorted(to_simplified.items()):
        simplified = candidates[0]
        if simplified != traditional and is_common(traditional, simplified):
            # exclusive: the Simplified character is never written in Traditional text, so it tells the script
            exclusive = simplified not in to_traditional.get(simplified, [simplified])
            rows.append((traditional, simplified, int(exclusive)))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("traditional", "simplified", "exclusive"))
        writer.writerows(rows)
    print(f"{TARGET.name}: {len(rows)} characters")


if __name__ == "__main__":
    main()
