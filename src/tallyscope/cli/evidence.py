"""`tallyscope evidence`: start a pack of facts, check it, look into it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tallyscope.evidence import Fact, Pack

app = typer.Typer(
    name="evidence",
    help="Packs of facts that stories are compared with: places, areas, control, voters, votes.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Folder = Annotated[
    Path | None,
    typer.Argument(help="Folder of the pack; the built-in one if left out.", show_default=False),
]


@app.command()
def new(folder: Annotated[Path, typer.Argument(help="A new or empty folder.")]) -> None:
    """Write a pack without rows, with every column explained."""
    from tallyscope import evidence

    for path in evidence.new(folder):
        typer.echo(f"Written: {path}")
    typer.echo(f"Fill in places.csv first, then: tallyscope evidence validate {folder}")


@app.command()
def validate(folder: Folder = None) -> None:
    """Check a pack and list everything that is wrong with it."""
    from tallyscope import evidence

    pack = evidence.load(folder)
    typer.echo(f"{pack.title or pack.name}: no fault in {_rows(pack):,} rows.")
    for line in _tables(pack):
        typer.echo(line)


@app.command()
def show(
    folder: Folder = None,
    place: Annotated[
        str | None,
        typer.Option(help="Show every row about one place.", show_default=False),
    ] = None,
) -> None:
    """Show what a pack covers, or all it has about one place."""
    from tallyscope import evidence

    pack = evidence.load(folder)
    if place is None:
        typer.echo(pack.title or pack.name)
        for line in (*_tables(pack), *_places(pack)):
            typer.echo(line)
        return
    for line in _about(pack, place):
        typer.echo(line)


def _rows(pack: Pack) -> int:
    return len(pack.places) + len(pack.facts)


def _tables(pack: Pack) -> list[str]:
    counts = {
        "places": len(pack.places),
        "areas": len(pack.areas),
        "control": len(pack.control),
        "electorates": len(pack.electorates),
        "populations": len(pack.populations),
        "earlier votes": len(pack.earlier_votes),
        "announced": len(pack.announced),
    }
    return [f"  {name:<14}{count:>5}" for name, count in counts.items()]


def _places(pack: Pack) -> list[str]:
    lines = ["", "Places (other names):"]
    for place in pack.places:
        names = f" ({', '.join(place.aliases)})" if place.aliases else ""
        lines.append(f"  {place.name}{names}")
    return lines


def _about(pack: Pack, name: str) -> list[str]:
    from tallyscope.errors import DataError, Fault, did_you_mean

    place = pack.place(name)
    if place is None:
        known = [known.name for known in pack.places]
        raise DataError(
            Fault(
                f"the pack has no place {name!r}",
                expected="one of " + ", ".join(known),
                remedy=did_you_mean(name, known).strip(),
            )
        )
    lines = [place.name]
    for fact in pack.facts.values():
        if fact.place == place.name:
            lines += [f"  {fact.id}  {_told(fact)}", f"        {fact.source}"]
    return lines


def _told(fact: Fact) -> str:
    """Say a fact on one line: what, how much, of which day."""
    extra = [
        str(value)
        for column in ("vote", "option", "of", "controller", "series", "scope")
        if (value := getattr(fact, column, ""))
    ]
    unit = fact.unit if fact.unit == "%" else f" {fact.unit}"
    amount = f"{fact.value:,f}{unit}"
    if fact.low != fact.high:
        amount += f" ({fact.low:,f} to {fact.high:,f})"
    first, last = fact.date.first, fact.date.last
    day = f"{first}" if first == last else f"{first} to {last}"
    return f"{fact.measure} {amount}, {day}" + (f" [{', '.join(extra)}]" if extra else "")
