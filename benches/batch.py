#!/usr/bin/env python3
"""A batch as an analyst runs it: killed, run again, with one document changed, on two threads; memory.

    cargo build --release && python3 benches/batch.py [DOCUMENTS]

Makes that many documents (2,000) from the corpus and the PDF fixtures with seeded
changes; reads them once uninterrupted, and once killed at 20 seeded moments; the JSONL
exports of both stores must be the same bytes.  Only ratios of one run mean something:
the clock of a shared machine does not.
"""
import os, random, signal, statistics, subprocess, sys, tempfile, time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHIHYO = ROOT / "target/release/shihyo"
KILLS = 20
PAIRS = 5
SEED = 20261125
# They end by the limits of time and memory, which are not what is measured.
SLOW = {"page_without_end", "decompression_bomb"}


def make(folder, count):
    """Nine of ten are pieces of the corpus with a number changed here and there, one a PDF."""
    chance = random.Random(SEED)
    texts = [path.read_text().splitlines() for path in sorted((ROOT / "corpus").glob("*.txt"))]
    papers = [path.read_bytes() for path in sorted((ROOT / "fixtures/pdf").glob("*.pdf")) if path.stem not in SLOW]
    papers += [path.read_bytes() for path in sorted((ROOT / "fixtures/paper").glob("*.pdf"))]
    for n in range(count):
        place = folder / f"{n // 100:03}"
        place.mkdir(parents=True, exist_ok=True)
        if n % 10 == 9:
            # What follows the end of a PDF is no part of it, but makes it another file.
            (place / f"{n:05}.pdf").write_bytes(chance.choice(papers) + b"\n%% %d\n" % n)
            continue
        lines = chance.choice(texts)
        start = chance.randrange(max(1, len(lines) - 300))
        part = lines[start : start + 300]
        for _ in range(5):
            at = chance.randrange(len(part))
            part[at] = part[at].replace(chance.choice("3456789"), chance.choice("3456789"))
        (place / f"{n:05}.txt").write_text(f"第{n}号\n" + "\n".join(part) + "\n")


def run(*arguments):
    """Seconds on the clock and of processor time, peak memory in MB."""
    begun = time.monotonic()
    process = subprocess.Popen([str(SHIHYO), *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        sys.exit(f"shihyo {' '.join(map(str, arguments))}: exit code {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def export(work, store):
    out = work / (store.stem + ".jsonl")
    run("export", out, "--store", store)
    return out.read_bytes()


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    if not SHIHYO.exists():
        sys.exit("build first: cargo build --release")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        documents = work / "documents"
        make(documents, count)
        os.chdir(work)
        batch = ["extract", "documents", "--quiet", "-o"]

        whole = work / "whole.db"
        first, _, memory = run(*batch, whole)
        print(f"{count} documents: {first:.1f} s, peak memory {memory:.0f} MB, store {whole.stat().st_size / 2**20:.0f} MB")

        again = statistics.median(run(*batch, whole, "--skip-failed")[0] for _ in range(3))
        print(f"again, nothing changed (--skip-failed): {again / first:.2%} of the first")
        again = statistics.median(run(*batch, whole)[0] for _ in range(3))
        print(f"again, failed ones tried again:         {again / first:.2%} of the first")
        changed = documents / "000/00000.txt"
        changed.write_text(changed.read_text() + "改訂\n")
        alone = run("extract", changed, "--quiet", "-o", work / "alone.db")[0]
        one = run(*batch, whole, "--skip-failed")[0]
        print(f"one changed: {one / first:.2%} of the first; that document alone {alone / first:.2%}")

        ratios, ceilings = [], []
        for _ in range(PAIRS):
            pair = {}
            for threads in (1, 2):
                store = work / f"threads{threads}.db"
                store.unlink(missing_ok=True)
                pair[threads] = run(*batch, store, "--threads", threads)[0]
            ratios.append(pair[1] / pair[2])
            # Two processes that share nothing: what the machine gives to two of anything just then.
            stores = [work / f"apart{n}.db" for n in range(2)]
            begun = time.monotonic()
            both = [subprocess.Popen([SHIHYO, *batch, store, "--threads", "1"], stderr=subprocess.DEVNULL) for store in stores]
            for process in both:
                process.wait()
            ceilings.append(2 * pair[1] / (time.monotonic() - begun))
            for store in stores:
                store.unlink()
        for what, all in (("two threads", ratios), ("two processes apart", ceilings)):
            print(f"{what} {statistics.median(all):.2f} times one (of {PAIRS} pairs: {min(all):.2f} to {max(all):.2f})")

        chance, killed, store = random.Random(SEED), 0, work / "killed.db"
        for _ in range(KILLS):
            process = subprocess.Popen([SHIHYO, *batch, store], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                process.wait(chance.uniform(0, first / KILLS * 1.5))
            except subprocess.TimeoutExpired:
                killed += 1
                process.send_signal(signal.SIGKILL)
                process.wait()
        run(*batch, store)
        same = export(work, store) == export(work, whole) == export(work, work / "threads2.db")
        print(f"killed {killed} times: the export is {'the same bytes' if same else 'NOT THE SAME'}")
        if not same:
            sys.exit(1)


if __name__ == "__main__":
    main()
