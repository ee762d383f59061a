"""The charting scripts of a page, bundled once and ahead of time.

Bundling takes more than a second of another core (the bundler is native code and holds no lock of
Python's), so whoever knows early that a page will be written calls `start`, and `bundle` waits only
for what is left of it.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache

# What the page's own script needs of the bundle.
SNIPPET = "window.vegaEmbed = vegaEmbed;"


@cache
def start() -> Future[str]:
    """Begin to bundle in the background; later calls return the same work."""
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="scripts")
    work = pool.submit(_bundle)
    pool.shutdown(wait=False)
    return work


def bundle() -> str:
    """Return Vega, Vega-Lite and Vega-Embed as one script without imports."""
    return start().result()


def _bundle() -> str:
    import vl_convert

    script: str = vl_convert.javascript_bundle(SNIPPET)
    return script
