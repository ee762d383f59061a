"""The arithmetic of a contest in words, as a reader could redo it with pen and paper."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from tallyscope.evidence.claims import Claim
from tallyscope.stats.announced_repairs import Repair, slips

SHOWN_SLIPS = 3  # our choice: more misprints than that explain nothing

NAMES = {
    "registered": "registered voters",
    "ballots": "ballots",
    "valid": "valid votes",
    "invalid": "invalid ballots",
    "absent": "people who did not vote",
}
_PERCENTAGES = {
    "turnout": "a turnout of {}",
    "invalid_share": "{} invalid",
    "abstention": "an abstention of {}",
}
_WHOLES = {"valid": "valid votes", "ballots": "all ballots", "registered": "registered voters"}


def named(claim: Claim) -> str:
    """Name a claim: "541,093 ballots", "93.11% for yes"."""
    if claim.measure in _PERCENTAGES:
        return _PERCENTAGES[claim.measure].format(claim.printed)
    if claim.measure == "votes":
        return f"{claim.printed} votes for {claim.option}"
    if claim.measure == "share":
        of = f" of {_WHOLES[claim.of]}" if claim.of else ""
        return f"{claim.printed}{of} for {claim.option}"
    return f"{claim.printed} {NAMES[claim.measure]}"


def together(names: Sequence[str]) -> str:
    """Join names: "a, b and c"."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def arithmetic(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Return the divisions and differences that tie the numbers together, one a line."""
    return (*_shares(claims), *_turnouts(claims), *_remainders(claims))


def many_invalid(claims: Sequence[Claim], limit: Fraction) -> str | None:
    """Say how many ballots must be invalid if an open share is one of the valid votes.

    None if that is less than `limit` of the ballots, or if the invalid ballots are announced.
    """
    if _of(claims, "invalid") or _of(claims, "invalid_share"):
        return None
    for share in claims:
        bounds = share.range()
        if share.measure != "share" or share.of or bounds is None or not bounds[0]:
            continue
        for votes in _of(claims, "votes", share.option):
            for ballots in _of(claims, "ballots"):
                least = ceil(Fraction(ballots.value) - Fraction(votes.value) / bounds[0])
                if least > limit * Fraction(ballots.value):
                    part = float(100 * least / Fraction(ballots.value))
                    return (
                        f"at least {least:,} of {ballots.printed} ballots ({part:.1f}%) are invalid"
                    )
    return None


def repaired(repair: Repair, claim: Claim) -> str:
    """Say what one change would do."""
    span = _span(repair, claim)
    if repair.label is None:
        text = f"If only {named(claim)} is wrong, the other numbers need {span} in its place"
        near = _misprints(repair, claim)
        return f"{text}; one digit away: {', '.join(near)}." if near else f"{text}."
    if repair.label.per:
        other = f"a share of the {_WHOLES[repair.label.per]}".replace("the all", "all")
        return (
            f"{claim.printed} for {claim.option} would fit as {other}; the other numbers then"
            f" allow {span}."
        )
    return (
        f"{claim.printed} would fit as the number of {NAMES[repair.label.count]}; the other"
        f" numbers then need {span}."
    )


def _span(repair: Repair, claim: Claim) -> str:
    low = _shown(repair.low, claim)
    if repair.high is None:
        return f"{low} or more"
    high = _shown(repair.high, claim)
    return low if low == high else f"{low} to {high}"


def _shown(value: Fraction, claim: Claim) -> str:
    if not claim.percent:
        return f"{int(value):,}"
    return f"{float(100 * value):.{max(claim.decimals, 0)}f}%"


def _misprints(repair: Repair, claim: Claim) -> list[str]:
    if claim.percent or repair.high is None:
        return []
    near = [number for number in slips(int(claim.value)) if repair.low <= number <= repair.high]
    if len(near) > SHOWN_SLIPS:
        return []
    return [f"{number:,}" for number in sorted(near)]


def _of(claims: Sequence[Claim], measure: str, option: str = "") -> list[Claim]:
    return [claim for claim in claims if claim.measure == measure and claim.option == option]


def _shares(claims: Sequence[Claim]) -> list[str]:
    """Votes and share of one option against every total that the share may be of."""
    lines = []
    for share in claims:
        if share.measure != "share":
            continue
        wholes = (share.of,) if share.of else ("ballots", "valid")
        totals = [total for whole in wholes for total in _of(claims, whole)]
        for votes in _of(claims, "votes", share.option):
            lines += [_divided(votes, total, share) for total in totals]
            lines.append(_implied(votes, share, share.of or "ballots or valid", totals))
    return list(dict.fromkeys(lines))


def _turnouts(claims: Sequence[Claim]) -> list[str]:
    lines = []
    for turnout in _of(claims, "turnout"):
        registered = _of(claims, "registered")
        for ballots in _of(claims, "ballots"):
            lines += [_divided(ballots, total, turnout) for total in registered]
            if not registered:
                lines.append(_implied(ballots, turnout, "registered", []))
    return lines


def _divided(part: Claim, total: Claim, ratio: Claim) -> str:
    quotient = Fraction(part.value) / Fraction(total.value) if total.value else None
    if quotient is None:
        return f"{part.printed} of {total.printed} is no share at all."
    digits = max(ratio.decimals, 1) if 0 < quotient < 1 else 0
    bounds = ratio.range()
    low, high = bounds if bounds is not None else (Fraction(0), None)
    agrees = low <= quotient and (high is None or quotient <= high)
    said = f"as announced ({ratio.printed})" if agrees else f"not {ratio.printed}"
    return f"{part.printed} of {total.printed} is {float(100 * quotient):.{digits}f}%, {said}."


def _implied(part: Claim, ratio: Claim, whole: str, totals: Sequence[Claim]) -> str:
    """Divide a count by its share: how many there must have been."""
    bounds = ratio.range()
    if bounds is None or not ratio.value or not bounds[0] or bounds[1] is None:
        return f"{part.printed} / {ratio.printed} sets no limit."
    middle = Fraction(part.value) * 100 / Fraction(ratio.value)
    low, high = ceil(Fraction(part.value) / bounds[1]), floor(Fraction(part.value) / bounds[0])
    text = (
        f"{part.printed} / {ratio.printed} = {round(middle):,} {NAMES.get(whole, f'{whole} votes')}"
        f" ({low:,} to {high:,})"
    )
    shares = [
        f"{float(100 * middle / Fraction(total.value)):.2f}% of {total.printed}"
        for total in totals
        if total.value and not low <= total.value <= high
    ]
    return f"{text}; that is {' and '.join(shares)}." if shares else f"{text}."


def _remainders(claims: Sequence[Claim]) -> list[str]:
    """Ballots less the votes: what is left for invalid, blank and other ballots."""
    votes = [claim for claim in claims if claim.measure == "votes"]
    lines = []
    for total in (*_of(claims, "ballots"), *_of(claims, "valid")):
        left = total.value - sum((claim.value for claim in votes), Decimal(0))
        if len(votes) > 1 and left >= 0:
            terms = " - ".join(claim.printed for claim in (total, *votes))
            what = "invalid or blank ballots" if total.measure == "ballots" else "other options"
            lines.append(f"{terms} = {left:,} left for {what}.")
    return lines
