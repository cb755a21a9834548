"""How often a plain report of one move is read right where the club, the coach, both, or the paper cited are strangers to the register.

    python -m benchmarks.strange_names [--show N] [--floors FILE] [--write FILE]

The clubs, coaches and reports of `strangers.toml` are invented; where one is to be known, it is drawn from the register instead. A report counts as right
when its one move is found, for that coach and that club, and no other; a citation, when the move found is told after that paper. The dates are later than the register's last, as a reader meets them.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.score_reader import floors_in
from hotseat.gather.items import item_of
from hotseat.read.reader import Reader
from hotseat.records import Claim, Kind, SourceKind
from hotseat.register.folding import fold
from hotseat.register.register import Register

TABLE = Path(__file__).with_name("strangers.toml")
SEED, TIMES = 5, 20  # how often each report is told
DATE = "2026-09-12"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report of a move, filled in."""

    row: dict[str, str]
    person: str
    org: str
    kind: str
    polarity: str


def tell(reports: Sequence[dict[str, str]], coaches: Sequence[str], clubs: Sequence[str]) -> Iterator[Told]:
    """Every report `TIMES` times, each of another coach and club."""
    draw = random.Random(SEED)  # noqa: S311
    for number in range(TIMES * len(reports)):
        report = reports[number % len(reports)]
        person, org = draw.choice(coaches), draw.choice(clubs)
        words = {"n": person, "c": org, "s": person.split()[-1]}
        row = {"id": str(number), "date": DATE, "outlet": "The Northern Post"}
        row |= {part: report[part].format(**words) for part in ("title", "text")}
        yield Told(row=row, person=person, org=org, kind=report["kind"], polarity=report["polarity"])


def is_right(told: Told, claims: Sequence[Claim]) -> bool:
    """Whether the moves read are the one that was told."""
    moves = [c for c in claims if c.kind.is_move]
    return len(moves) == 1 and (
        moves[0].kind.value == told.kind
        and moves[0].polarity.value == told.polarity
        and fold(moves[0].person or "") == fold(told.person)
        and fold(moves[0].org or "") == fold(told.org)
    )


def citations(cited: dict[str, list[str]], coaches: Sequence[str], clubs: Sequence[str], reader: Reader) -> float:
    """The share of stories told after an unknown paper or journalist whose source is read so."""
    draw, right = random.Random(SEED), []  # noqa: S311
    for story, outlet in itertools.product(cited["stories"], cited["outlets"]):
        person, org = draw.choice(coaches), draw.choice(clubs)
        row = {
            "title": f"{org} want {person}",
            "text": story.format(n=person, c=org, o=outlet),
            "date": DATE,
            "outlet": "The Northern Post",
        }
        found = [c.source for c in reader.read(item_of(row)) if c.kind is Kind.ARRIVAL]
        name = outlet.removeprefix("journalist ").removeprefix("reporter ")
        right.append(any(s.kind is SourceKind.CITED and s.name == name for s in found))
    return sum(right) / len(right)


def parts(table: dict[str, Any], register: Register) -> dict[str, tuple[list[str], list[str]]]:
    """Coaches and clubs to draw from, by part."""
    shapes = [shape.format(p=place) for place in table["places"] for shape in table["shapes"]]
    coaches = sorted(c.name for c in register.coaches.values() if not c.women)
    clubs = sorted(o.name for o in register.orgs.values() if not o.women and not o.nation)
    return {
        "both known": (coaches, clubs),
        "strange coach": (table["coaches"], clubs),
        "strange club": (coaches, shapes),
        "both strange": (table["coaches"], shapes),
    }


def below(shares: Mapping[str, float], floors: Mapping[str, Any]) -> list[str]:
    """What does not reach its floor."""
    digest = hashlib.sha256(TABLE.read_bytes()).hexdigest()
    if floors["table_sha256"] != digest:
        return [f"the floors are for another {TABLE.name} ({floors['table_sha256'][:12]}, this is {digest[:12]})"]
    return [f"{part}: {shares[part]:.3f}, floor {floor:.3f}" for part, floor in floors["right"].items() if shares[part] < floor]


def main() -> None:
    """Tell, read, count."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--show", type=int, default=0, help="print so many wrong ones of each part")
    parser.add_argument("--floors", type=Path, help='fail where a part falls below its floor under "strangers"')
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    floors = floors_in(args.floors, "strangers") if args.floors else None
    table, reader = tomllib.loads(TABLE.read_text(encoding="utf-8")), Reader()
    shares: dict[str, float] = {}
    for part, (coaches, clubs) in parts(table, reader.register).items():
        told = list(tell(table["report"], coaches, clubs))
        read = [(t, reader.read(item_of(t.row))) for t in told]
        wrong = [(t, claims) for t, claims in read if not is_right(t, claims)]
        shares[part] = round(1 - len(wrong) / len(told), 4)
        print(f"{part:14} {shares[part]:.3f} of {len(told)} read right")
        for t, claims in wrong[: args.show]:
            print(
                f"    {t.row['title']} -> {[(c.kind.value, c.person, c.org, c.polarity.value) for c in claims if c.kind.is_move]}"
            )
    coaches, clubs = parts(table, reader.register)["both known"]
    shares["strange outlet"] = round(citations(table["cited"], coaches, clubs, reader), 4)
    print(f"strange outlet {shares['strange outlet']:.3f} cited right")
    if args.write:
        args.write.write_text(json.dumps({"reader": reader.version, "right": shares}, indent=1) + "\n", encoding="utf-8")
    if floors is not None:
        faults = below(shares, floors["strangers"])
        print("\n".join(faults) if faults else "every floor is reached")
        raise SystemExit(bool(faults))


if __name__ == "__main__":
    main()
