"""What a page with figures needs of other people's work, fetched ahead of time.

Bundling the charting scripts takes more than a second of another core (the bundler is native code
and holds no lock of Python's), and loading the charting library most of a second while a results
file is read. Whoever knows early that a page will be written calls `start`.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib import import_module

# What the page's own script needs of the bundle.
SNIPPET = "window.vegaEmbed = vegaEmbed;"


@cache
def start() -> Future[str]:
    """Begin in the background, once; returns the work on the bundle."""
    pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="scripts")
    work = pool.submit(_bundle)
    pool.submit(import_module, "tallyscope.report.charts")
    pool.shutdown(wait=False)
    return work


def bundle() -> str:
    """Return Vega, Vega-Lite and Vega-Embed as one script without imports."""
    return start().result()


def _bundle() -> str:
    import vl_convert

    script: str = vl_convert.javascript_bundle(SNIPPET)
    return script
