#!/usr/bin/env python3
"""The whole program beside peers, in turn in one run: processor time and peak memory.

    cargo build --release && python3 benches/peers.py [ROUNDS]

The corpus repeated 200 times (107 MB), one thread: text to records, against MeCab
cutting the same bytes into words, with its plainest output (-Owakati) and its usual
one.  Then memory for 10, 100 and 1000 documents.  A peer that is not installed is
left out and named.  Only ratios of one run mean something: the clock of a shared
machine does not.
"""
import os, shutil, statistics, subprocess, sys, tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHIHYO = ROOT / "target/release/shihyo"
REPEAT = 200


def run(command):
    """Seconds of processor time, and peak memory in MB, of one process."""
    process = subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(map(str, command))}: failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def copies(folder, n):
    for i in range(n):
        (folder / f"{i:03}").mkdir(parents=True)
        for path in sorted((ROOT / "corpus").glob("*.txt")):
            shutil.copy(path, folder / f"{i:03}")
    return folder


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    if not SHIHYO.exists():
        sys.exit("build first: cargo build --release")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        many = copies(work / "many", REPEAT)
        joined = work / "joined.txt"
        # Not through our own memory: a child's peak begins with what its parent held.
        with joined.open("wb") as out:
            for path in sorted(many.rglob("*.txt")):
                with path.open("rb") as part:
                    shutil.copyfileobj(part, out)
        extract = [SHIHYO, "extract", "--quiet", "--threads", 1, "-o", work / "out.jsonl"]
        commands = {"shihyo extract": [*extract, many]}
        if shutil.which("mecab"):
            mecab = ["mecab", "-b", 1_000_000, joined, "-o", work / "words"]
            commands |= {"mecab -Owakati": [*mecab, "-Owakati"], "mecab": mecab}
        else:
            print("mecab is not installed: left out")
        times = {what: [] for what in commands}
        for _ in range(rounds):
            for what, command in commands.items():
                times[what].append(run(command)[0])
        ours = times["shihyo extract"]
        print(f"{joined.stat().st_size / 1e6:.0f} MB, median of {rounds} rounds, processor time")
        for what, all_times in times.items():
            ratio = statistics.median(theirs / own for theirs, own in zip(all_times, ours))
            print(f"  {what:16} {statistics.median(all_times):6.2f} s   {ratio:5.2f} times shihyo's")
        print("peak memory, one thread")
        for n in (2, 20, 200):
            shutil.rmtree(work / "few", ignore_errors=True)
            print(f"  {5 * n:4} documents {run([*extract, copies(work / 'few', n)])[1]:7.1f} MB")


if __name__ == "__main__":
    main()
