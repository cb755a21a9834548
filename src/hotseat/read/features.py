"""A candidate pair -> the names of its features: the words around it with the names masked, and what the cues say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from hotseat.read.document import Document
from hotseat.read.names import Sort
from hotseat.read.pairs import Pair
from hotseat.register.folding import fold

WINDOW = 7
TOKEN = re.compile(r"\x01\w+|\w+|[?!:;,\"“”|–-]")


def tokens(document: Document, pair: Pair) -> list[str]:
    """The segment's words, the pair's names as PP and OO, others as P1 (holder of the post: PH), O1, M for outlets."""
    span = pair.segment.span
    body = document.item.body
    marks: list[tuple[int, int, str]] = []
    for m in document.mentions:
        if not (span.start <= m.span.start and m.span.end <= span.end):
            continue
        if m.sort is Sort.PERSON:
            mark = "PP" if m.key == pair.person.key else "PH" if m.key == pair.vacant_for else "P1"
        elif m.sort is Sort.ORG:
            mark = "OO" if m.key == pair.org else "O1"
        else:
            mark = "M"
        marks.append((m.span.start, m.span.end, mark))
    out, last = [], span.start
    for low, high, mark in marks:
        if low < last:
            continue
        out.append(body[last:low])
        out.append(f" \x01{mark} ")
        last = high
    out.append(body[last : span.end])
    found = []
    for token in TOKEN.findall("".join(out)):
        if token.startswith("\x01"):
            found.append(token[1:])
        else:
            plain = fold(token) or token
            found.append("0" if plain.isdigit() else plain)
    return found


def features(document: Document, pair: Pair) -> Iterator[str]:
    """The features that are present; a name may come twice."""
    words = ["<", *tokens(document, pair), ">"]
    people = [i for i, w in enumerate(words) if w == "PP"]
    places = [i for i, w in enumerate(words) if w == "OO"]
    yield "bias"
    yield from state(pair)
    for i, w in enumerate(words):
        yield f"w:{w}"
        if i + 1 < len(words):
            yield f"b:{w}_{words[i + 1]}"
        if i + 2 < len(words):
            yield f"t:{w}_{words[i + 1]}_{words[i + 2]}"
    for name, spots in (("P", people[:2]), ("O", places[:2])):
        for at in spots:
            for i in range(max(0, at - WINDOW), min(len(words), at + WINDOW + 1)):
                side = "L" if i < at else "R"
                near = "1" if abs(i - at) <= 3 else "2"
                yield f"{name}{side}{near}:{words[i]}"
    if people and places:
        low, high = sorted((people[0], places[0]))
        order = "PO" if people[0] < places[0] else "OP"
        yield f"order:{order}"
        yield f"gap:{min(8, high - low)}"
        for w in words[low + 1 : high][:10]:
            yield f"{order}between:{w}"
        yield f"{order}pattern:" + "_".join(words[low : high + 1][:7])
    yield from cue_features(document, pair)


def state(pair: Pair) -> Iterator[str]:
    """What is known of the person, the post and the place in the item."""
    holding = "holds" if pair.holds else "held" if pair.held else "none"
    vacancy = "self" if pair.vacant_for == pair.person.key else "other" if pair.vacant_for else "open"
    title = "title" if pair.segment.in_title else "text"
    yield f"how:{pair.how}"
    yield f"hold:{holding}"
    yield f"hold:{holding}:{pair.how}:{vacancy}"
    yield f"known:{pair.person.known}:{pair.person.reason.split(',')[0]}"
    yield f"at:{title}"
    yield f"first:{min(pair.segment.number, 3)}"


def cue_features(document: Document, pair: Pair) -> Iterator[str]:
    """The classes of the cues in the segment, alone, beside the person's name, and with his tenure."""
    holding = "holds" if pair.holds else "held" if pair.held else "none"
    near = pair.person.span
    sequence: list[tuple[int, str]] = [(near.start, "PP")]
    if pair.org_mention:
        sequence.append((pair.org_mention.span.start, "OO"))
    for cue in document.cues_within(pair.segment.span):
        side = "L" if cue.span.end <= near.start else "R"
        distance = near.start - cue.span.end if side == "L" else cue.span.start - near.end
        for label in cue.classes:
            yield f"c:{label}"
            yield f"c:{label}:{holding}"
            yield f"c:{label}:{side}:{'near' if distance < 30 else 'far'}"
            if label.startswith(("departure", "arrival")):
                sequence.append((cue.span.start, label))
        yield f"cw:{cue.text}:{holding}"
    line = [label for _, label in sorted(sequence)]
    for a, b in pairwise(line):
        yield f"s2:{a}>{b}"
    for a, b, c in zip(line, line[1:], line[2:], strict=False):
        yield f"s3:{a}>{b}>{c}"
