#!/usr/bin/python3
"""Processor time of our docx reader against python-docx, on the same files, by turns in one run.

    read-docx.py WORKER [--rounds N] FILE...

WORKER is `istimara-worker`, whose `benchmark` reads each file whole (text, marks, tables, controls, headers, notes)
in its own process; python-docx reads the text of all paragraphs, tables and cells. Both count processor time within the
process, the least of several readings, so that the load of the machine does not matter. Exits 1 below a ratio of 3.
"""
import argparse
import statistics
import subprocess
import sys
import time

import docx

READINGS = 9


def text(place):
    """The length of all text in a document or cell."""
    length = sum(len(paragraph.text) for paragraph in place.paragraphs)
    return length + sum(text(cell) for table in place.tables for row in table.rows for cell in row.cells)


def theirs(path):
    least = float("inf")
    for _ in range(READINGS):
        start = time.process_time()
        text(docx.Document(path))
        least = min(least, time.process_time() - start)
    return least


def ours(worker, path):
    output = subprocess.run([worker, "benchmark", str(READINGS), path], check=True, capture_output=True, text=True)
    return float(output.stdout.split("\t")[0])


parser = argparse.ArgumentParser()
parser.add_argument("worker")
parser.add_argument("files", nargs="+")
parser.add_argument("--rounds", type=int, default=3)
options = parser.parse_args()
ratios = []
for number in range(options.rounds):
    totals = [0.0, 0.0]
    for path in options.files:
        pair = ours(options.worker, path), theirs(path)
        totals = [total + one for total, one in zip(totals, pair)]
        if number == 0:
            print(f"{path.rsplit('/', 1)[-1]}: {pair[0] * 1000:.2f} ms, python-docx {pair[1] * 1000:.2f} ms, {pair[1] / pair[0]:.1f}×")
    ratios.append(totals[1] / totals[0])
    print(f"read, round {number + 1}: {totals[0] * 1000:.1f} ms, python-docx {totals[1] * 1000:.1f} ms, {ratios[-1]:.2f}×", flush=True)
print(f"read: {statistics.median(ratios):.2f} times as fast as python-docx on {len(options.files)} files")
sys.exit(statistics.median(ratios) < 3)
