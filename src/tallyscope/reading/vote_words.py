"""Words for a vote, which rules of place, time and context share."""

from __future__ import annotations

VOTE_NOUN = (
    r"(?:elections?|referend(?:um|ums|a)|votes?|voting|ballots?|polls?|plebiscites?|contests?"
    r"|run-?offs?|primar(?:y|ies)|by-?elections?|by-?polls?|caucus(?:es)?|re-?runs?|midterms?"
    r"|rounds?|consultations?|polling|count|initiatives?)"
)
