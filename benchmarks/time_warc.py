"""How fast archives are read, against fastwarc with resiliparse's plain text of every page in the same run.

python -m benchmarks.time_warc [--pages 3000] [--rounds 3] [--write FILE]

Of the pages 1 % concern football (benchmarks/made_archive.py). Rates are pages a second of processor time, medians of the rounds, the two
in turn, so that a busy machine bends both alike.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

from benchmarks.made_archive import made_pages, write
from hotseat.gather.archives import read_archive
from hotseat.records import Item


def peer(data: bytes) -> int:
    """Every page's plain text by fastwarc and resiliparse alone; gives the number of pages."""
    number = 0
    for found in ArchiveIterator(io.BytesIO(data), record_types=WarcRecordType.response, parse_http=True):
        body = found.reader.read()
        extract_plain_text(bytes_to_str(body, detect_encoding(body) or "utf-8"))
        number += 1
    return number


def ours(data: bytes) -> int:
    """The football items by hotseat, filter, extraction and all; gives their number."""
    return sum(isinstance(found, Item) for found in read_archive(io.BytesIO(data), "archive"))


def seconds(run: Callable[[bytes], int], data: bytes) -> tuple[float, int]:
    """The processor time of a run, and what it gave."""
    start = time.process_time()
    found = run(data)
    return time.process_time() - start, found


def main() -> None:
    """Write an archive in memory and read it both ways, in turn."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    stream = io.BytesIO()
    pages, football = write(stream, made_pages(args.pages, 0.01, seed=1))
    data = stream.getvalue()
    peers, mine, items = [], [], 0
    for _ in range(args.rounds):
        peers.append(seconds(peer, data)[0])
        spent, items = seconds(ours, data)
        mine.append(spent)
    rates = {"peer": pages / statistics.median(peers), "hotseat": pages / statistics.median(mine)}
    report = {
        "pages": pages, "football_pages": football, "items": items, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(),
        "peer_pages_per_second": round(rates["peer"]), "hotseat_pages_per_second": round(rates["hotseat"]),
        "ratio": round(rates["hotseat"] / rates["peer"], 2),
    }  # fmt: skip
    print(report)
    if args.write:
        args.write.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
