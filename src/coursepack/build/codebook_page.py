"""Knows how a codebook layer becomes a page for people: ``docs/codebook.md``."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.codebook import Code, Layer, layer_ids, load_layer
from coursepack.course import Course


def codebook_page(course: Course) -> str:
    """Return all layers as one Markdown page."""
    blocks = [
        "# Codebook",
        "Written by `coursepack build` from the folder `codebook`. Edit the TOML files there.",
    ]
    for layer_id in layer_ids(course):
        blocks.extend(_layer(load_layer(layer_id, course)))
    return "\n\n".join(blocks) + "\n"


def _layer(layer: Layer) -> Iterator[str]:
    yield f"## {layer.title}"
    yield f"**{layer.question}**"
    yield layer.intro
    if layer.single:
        yield "Exactly one code for each sentence."
    yield "Code the texts in this order: " + ", ".join(layer.order) + "."
    yield "### Codes"
    for code in layer.codes.values():
        yield from _code(code)
    if layer.cues:
        yield "### Cues"
    for cues in layer.cues:
        yield (
            f"**{layer.codes[cues.code].name}:** "
            + ", ".join(f"*{cue}*" for cue in cues.cues)
            + f". {cues.note}"
        )
    yield "### Rules"
    yield "\n".join(f"- **{rule.id}** {rule.text}" for rule in layer.rules)
    for name, title in (("source_types", "Source types"), ("directness", "Directness")):
        if layer.vocabularies[name]:
            yield f"### {title}"
            yield "\n".join(f"- **{code.name}.** {code.test}" for code in layer.vocabularies[name].values())


def _code(code: Code) -> Iterator[str]:
    yield f"**{code.name}.** {code.test}"
    examples = [f"- Yes: ‹{example.quote}› ({example.unit}). {example.why}" for example in code.yes]
    examples += [f"- No: ‹{example.quote}› ({example.unit}). {example.why}" for example in code.no]
    if examples:
        yield "\n".join(examples)
