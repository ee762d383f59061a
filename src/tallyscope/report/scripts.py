"""What a page with figures needs of other people's work, fetched ahead of time.

Bundling the charting scripts takes more than a second, and the bundler holds Python's lock all the
while; so it works in a process of its own, on another core. Loading the charting library is done
in a thread while a results file is read. Whoever knows early that a page will be written calls
`start`.
"""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib import import_module

# What the page's own script needs of the bundle.
SNIPPET = "window.vegaEmbed = vegaEmbed;"
_BUNDLER = (
    "import sys, vl_convert;"
    " sys.stdout.buffer.write(vl_convert.javascript_bundle(sys.argv[1]).encode())"
)


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
    made = subprocess.run(  # noqa: S603 - our own interpreter with a constant program
        [sys.executable, "-c", _BUNDLER, SNIPPET], capture_output=True, check=True
    )
    return made.stdout.decode()
