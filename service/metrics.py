"""``/metrics`` in the text format of Prometheus: the only importer of prometheus_client.

What the database can count is counted there at each scrape; only the time of requests is kept in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from service.store import Figure

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
NAMESPACE = "svarutkast"


class Metrics:
    """Request times, and the figures of the database. Labels are route names and codes, never what somebody wrote."""

    def __init__(self, figures: Callable[[], Iterable[Figure]]) -> None:
        self._registry = CollectorRegistry()
        self._requests = Histogram(
            "http_request_seconds", "Time of requests", ("method", "route", "status"), namespace=NAMESPACE,
            registry=self._registry, buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
        )  # fmt: skip
        self._registry.register(_FromDatabase(figures))

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        self._requests.labels(method, route, str(status)).observe(seconds)

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self._registry)


class _FromDatabase:
    def __init__(self, figures: Callable[[], Iterable[Figure]]) -> None:
        self._figures = figures

    def describe(self) -> list[Metric]:
        """Nothing is promised beforehand, so that registering does not ask the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        ordered = sorted(self._figures(), key=attrgetter("name"))
        for name, same in groupby(ordered, key=attrgetter("name")):
            rows = list(same)
            family = CounterMetricFamily if rows[0].kind == "counter" else GaugeMetricFamily
            metric = family(f"{NAMESPACE}_{name}", rows[0].help, labels=list(rows[0].labels))
            for row in rows:
                metric.add_metric(list(row.labels.values()), row.value)
            yield metric
