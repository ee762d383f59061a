"""How likely so many events are at a given rate, exactly."""

from __future__ import annotations

from scipy.special import betainc


def at_least(events: int, trials: int, rate: float) -> float:
    """Return the binomial chance of so many events or more.

    Parameters
    ----------
    events, trials : int
        0 to trials.
    rate : float
        Chance of an event, in (0, 1).

    Examples
    --------
    >>> round(at_least(2, 2, 0.05), 6), at_least(0, 5, 0.05)
    (0.0025, 1.0)
    """
    return 1.0 if events == 0 else float(betainc(events, trials - events + 1, rate))
