"""Numbers without a verb of their own: they lean on the number in front of them.

What such a number lacks - its kind, its option, its place - is that of the number before.
"""

from __future__ import annotations

from tallyscope.reading.frames import links_of_land, links_of_option, links_of_place, links_of_time
from tallyscope.reading.frames.link import Link

# In the order in which they are tried.
LINKS: tuple[Link, ...] = (
    *links_of_land.LINKS,
    *links_of_place.LINKS,
    *links_of_option.LINKS,
    *links_of_place.REPORTED,
    *links_of_option.VOTERS,
    *links_of_time.LINKS,
)
