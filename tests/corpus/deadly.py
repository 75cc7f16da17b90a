"""A worker that dies of a certain source, as one does for want of memory."""

from __future__ import annotations

import os

from govnlp.corpus import cluster
from govnlp.corpus import work as real


def work(store, items):
    if any(item.name.endswith("deadly.txt") for item in items):
        os._exit(9)
    return real.work(store, items)


class Analyst(cluster.Analyst):
    """An actor that does this work."""

    def __init__(self, *arguments):
        cluster.work = work
        super().__init__(*arguments)
