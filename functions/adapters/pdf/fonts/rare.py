"""Writes NotoSansJPRare-*.otf: what BIZ UDPGothic lacks of JIS X 0213, of the compatibility ideographs, and 𠮷.

The letters are those of Noto Sans CJK JP 2.004 (Debian: fonts-noto-cjk), under the SIL Open Font License 1.1.
Run beside the fonts: pip install fonttools && python3 rare.py
"""

import pathlib

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

HERE = pathlib.Path(__file__).parent
NOTO = "/usr/share/fonts/opentype/noto/NotoSansCJK-{}.ttc"
FAMILY = "Noto Sans JP Rare"


def letters() -> set[int]:
    wanted = {ord("𠮷"), *range(0xF900, 0xFB00)}
    for plane in (b"", b"\x8f"):
        for row in range(0xA1, 0xFF):
            for cell in range(0xA1, 0xFF):
                try:
                    letter = (plane + bytes([row, cell])).decode("euc_jis_2004")
                except UnicodeDecodeError:
                    continue
                if len(letter) == 1:
                    wanted.add(ord(letter))
    return wanted


def japanese(weight: str) -> TTFont:
    fonts = TTCollection(NOTO.format(weight)).fonts
    return next(font for font in fonts if font["name"].getDebugName(1).startswith("Noto Sans CJK JP"))


def rename(font: TTFont, weight: str) -> None:
    file_name = f"{FAMILY.replace(' ', '')}-{weight}"
    names = {1: FAMILY, 2: weight, 3: file_name, 4: f"{FAMILY} {weight}", 6: file_name, 16: FAMILY, 17: weight}
    for record in font["name"].names:
        record.string = names.get(record.nameID, record.string)
    drawn = font["CFF "].cff
    drawn.fontNames = [file_name]
    drawn.topDictIndex[0].FullName = names[4]
    drawn.topDictIndex[0].FamilyName = FAMILY


def write(weight: str, wanted: set[int]) -> None:
    has = TTFont(HERE / f"BIZUDPGothic-{weight}.ttf").getBestCmap()
    font = japanese(weight)
    options = subset.Options(
        hinting=False, layout_features=[], name_IDs=["*"], name_languages=[0x409], notdef_outline=True,
        glyph_names=False, recalc_timestamp=False,
    )
    options.drop_tables += ["BASE", "GPOS", "GSUB", "GDEF", "VORG", "vhea", "vmtx", "DSIG"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(code for code in wanted - set(has) if code in font.getBestCmap()))
    subsetter.subset(font)
    rename(font, weight)
    font.recalcTimestamp = False
    font.save(HERE / f"NotoSansJPRare-{weight}.otf", reorderTables=True)


if __name__ == "__main__":
    every = letters()
    for one in ("Regular", "Bold"):
        write(one, every)
