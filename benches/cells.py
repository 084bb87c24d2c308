#!/usr/bin/env python3
"""The cells of a typeset document beside pdfplumber's.

    cargo build --release && pip install pdfplumber && python3 benches/cells.py

fixtures/paper/corpus_000.pdf is corpus/000 set with ruled tables.  Each filled cell of a row of
the dump is right where a row of the tool's tables has the same text (spaces, markup and
width aside) in the same column; each row of a tool's is used once.
"""
import re
import subprocess
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAPER = ROOT / "fixtures/paper/corpus_000.pdf"
DUMP = next((ROOT / "corpus").glob("000_*.txt"))


def bare(cell):
    cell = re.sub(r"<[^<>]*>|\*\*", "", cell or "")
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell))


def rows(text):
    return [[bare(cell) for cell in line.split("\t")] for line in text.replace("\f", "").split("\n") if "\t" in line]


def right(expected, found):
    """How many filled cells of the expected rows are found."""
    count, used = 0, set()
    for row in expected:
        score = lambda n: sum(a == b != "" for a, b in zip(row, found[n]))
        best = max((n for n in range(len(found)) if n not in used), key=score, default=None)
        if best is not None and score(best):
            used.add(best)
            count += score(best)
    return count


def main():
    expected = rows(DUMP.read_text(encoding="utf8"))
    cells = sum(cell != "" for row in expected for cell in row)
    ours = subprocess.run([ROOT / "target/release/shihyo", "text", PAPER], capture_output=True, text=True, check=True)
    tools = {"shihyo": rows(ours.stdout)}
    try:
        import pdfplumber
    except ImportError:
        print("pdfplumber is not installed: left out")
    else:
        with pdfplumber.open(PAPER) as pdf:
            tables = [table for page in pdf.pages for table in page.extract_tables()]
        tools["pdfplumber"] = [[bare(cell) for cell in row] for table in tables for row in table]
    for tool, found in tools.items():
        count = right(expected, found)
        print(f"{tool:10} {count:5} of {cells} cells  {100 * count / cells:.1f} %")


if __name__ == "__main__":
    main()
