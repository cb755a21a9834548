"""Parse every file of a folder of open data: its sort, its records, and whether they are as many as its header says.

python -m benchmarks.parse_sources FOLDER [--write FILE]
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

from hotseat.errors import FormatError
from hotseat.reference.files import parse_file


def main() -> None:
    """Parse, print, keep; the exit code is 1 where a file fails."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    rows, failed, digest = [], [], hashlib.sha256()
    for file in sorted(p for p in args.folder.rglob("*") if p.is_file()):
        path = file.relative_to(args.folder).as_posix()
        digest.update(file.read_bytes())
        try:
            parsed = parse_file(path, file.read_text(encoding="utf-8"))
        except FormatError as error:
            failed.append(str(error))
            continue
        rows.append({"file": path, "sort": parsed.sort.value, "records": parsed.count, "header": parsed.expected})
        print(f"{path}: {parsed.sort}, {parsed.count} records" + (f", header {parsed.expected}" if parsed.expected else ""))
    wrong = [r["file"] for r in rows if r["header"] not in (None, r["records"])]
    print(f"{len(rows)} files parsed, {len(failed)} failed, {len(wrong)} with another count than their header")
    print("\n".join(failed))
    if args.write:
        content = {"data_sha256": digest.hexdigest(), "failed": failed, "wrong_counts": wrong, "files": rows}
        args.write.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    raise SystemExit(1 if failed or wrong else 0)


if __name__ == "__main__":
    main()
