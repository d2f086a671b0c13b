"""The same batch on a cluster: a real scheduler, two workers, one of which is killed in mid-run."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from protoparse.batch.limits import Limits
from protoparse.batch.progress import Silent
from protoparse.batch.remote import DaskEngine, walk_url
from protoparse.batch.run import Options, run_batch
from protoparse.batch.summary import Tally
from protoparse.batch.walk import Selection
from protoparse.errors import InputError, UsageError
from tests.batch_corpus import make
from tests.test_batch import FAULTY, records, tree

distributed = pytest.importorskip("distributed")
ROOT = Path(__file__).parent.parent
LIMITS = Limits(cpu=2, wall=8, memory=700 << 20)


class Cluster:
    """A scheduler and two workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self.folder = folder
        self.processes = [
            self.start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        ]
        self.workers = [self.worker(number) for number in range(2)]
        self.processes += self.workers

    def worker(self, number: int) -> subprocess.Popen[bytes]:
        options = ("--nthreads", "1", "--nworkers", "1", "--no-dashboard", "--name", f"w{number}")
        return self.start("worker", self.address, *options, "--local-directory", str(self.folder))

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Kill a process and all that it has started, the nanny's worker too."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def close(self) -> None:
        for process in reversed(self.processes):
            if process.poll() is None:
                self.kill(process)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    if sys.platform == "win32":
        pytest.skip("kills by process group")
    made = Cluster(tmp_path / "dask")
    try:
        with distributed.Client(made.address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield made
    finally:
        made.close()


class KillOne(Silent):
    """Kills a worker of the cluster when some files are done."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.killed = False

    def step(self, record: object, tally: Tally) -> None:
        if tally.done >= 10 and not self.killed:
            self.killed = True
            self.cluster.kill(self.cluster.workers[0])


def test_a_cluster_that_loses_a_worker_loses_no_file(tmp_path: Path, cluster: Cluster) -> None:
    corpus = make(tmp_path / "in", 50, faults=("abort", "memory"))
    source = str(tmp_path / "in")
    here = Options(source, tmp_path / "here", jobs=2, limits=LIMITS, function=FAULTY, timings=False)
    run_batch(here)
    there = Options(
        source,
        tmp_path / "there",
        limits=LIMITS,
        timings=False,
        make_engine=lambda: DaskEngine(cluster.address, LIMITS, FAULTY),
    )
    killer = KillOne(cluster)
    run_batch(there, killer)
    assert killer.killed
    found = records(tmp_path / "there")
    assert {path for path, one in found.items() if one.status in ("ok", "empty")} == set(corpus.good)
    assert tree(tmp_path / "there") == tree(tmp_path / "here")
    again = run_batch(there)
    assert again.tally.unchanged == 50


def test_documents_at_a_url(tmp_path: Path, cluster: Cluster) -> None:
    corpus = make(tmp_path / "in", 12, bad_share=0)
    plain = {path for path in corpus.good if ".zip/" not in path}
    url = (tmp_path / "in").as_uri()
    engine = lambda: DaskEngine(cluster.address, LIMITS)  # noqa: E731
    run_batch(Options(url, tmp_path / "out", limits=LIMITS, make_engine=engine))
    found = records(tmp_path / "out")
    assert {path for path, one in found.items() if one.status in ("ok", "empty")} == plain
    assert {one.reason for path, one in found.items() if path not in plain} == {"archive"}


def test_a_cluster_that_is_not_there() -> None:
    begun = time.monotonic()
    with pytest.raises(UsageError, match="does not answer"):
        DaskEngine("tcp://127.0.0.1:1", LIMITS)
    assert time.monotonic() - begun < 60


def test_a_url_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        list(walk_url("no-such-scheme://x", Selection()))
