"""Recording with Dask: a scheduler, workers and a client as processes of their own, and killed.

`make cluster` gets Dask and runs this file; `make test` does not, since a learner has no Dask.
"""

import signal

import psutil
import pytest

from restorelib.commands import record
from tests.commands import light
from tests.commands.light import Light
from tests.commands.processes import Cluster, ended, wait_for
from tests.commands.test_record import packed


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Of one scheduler and two workers."""
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    made.begin()
    yield made
    made.end()


@pytest.fixture
def recording(tmp_path):
    """Its seeds 0 to 3 are recorded, then seed 4 hangs; a second time it does not."""
    return Light("light", light.recipes, folder=tmp_path, hangs=(4,))


@pytest.fixture
def hanging(cluster, recording):
    """A client that records it, and the process that hangs."""
    client = cluster.client(recording)
    wait_for(lambda: 4 in recording.ran() and recording.kept() == {0, 1, 2, 3})
    (process,) = cluster.trainings()
    return client, process


def the_rest_is_trained(client, recording):
    said = client.communicate()[0].decode()
    assert client.returncode == 0, said
    assert sorted(recording.ran()) == [0, 1, 2, 3, 4, 4, 5]
    assert list(packed(recording.folder)) == light.recipes()


def test_a_worker_that_is_killed_costs_its_chunk_alone(hanging, recording):
    client, process = hanging
    psutil.Process(process).parent().kill()
    wait_for(lambda: ended([process]))
    the_rest_is_trained(client, recording)


def test_trainings_end_with_a_client_that_is_killed(cluster, hanging, recording):
    client, process = hanging
    client.kill()
    wait_for(lambda: ended([process]))
    the_rest_is_trained(cluster.client(recording), recording)


def test_ctrl_c_ends_the_trainings_of_the_workers(cluster, hanging, recording):
    client, process = hanging
    client.send_signal(signal.SIGINT)
    assert b"The same command goes on" in client.communicate()[0]
    assert client.returncode == record.STOPPED
    wait_for(lambda: ended([process]))
    the_rest_is_trained(cluster.client(recording), recording)


def test_a_scheduler_that_is_killed_ends_all_and_loses_nothing_finished(
    cluster, hanging, recording
):
    client, process = hanging
    cluster.scheduler.kill()
    said = client.communicate()[0].decode()
    assert client.returncode == 1 and "answers no more" in said
    wait_for(lambda: ended([process]))
    cluster.end()
    cluster.begin()
    the_rest_is_trained(cluster.client(recording), recording)


def test_a_cluster_on_this_machine_needs_no_scheduler(tmp_path):
    made = Cluster(tmp_path)
    made.address = "local"
    recording = Light("light", light.recipes, folder=tmp_path)
    client = made.client(recording)
    said = client.communicate()[0].decode()
    assert client.returncode == 0, said
    assert sorted(recording.ran()) == list(range(6))


def test_a_scheduler_that_does_not_answer_is_told(tmp_path, recording):
    made = Cluster(tmp_path)
    made.address = "tcp://127.0.0.1:9"
    client = made.client(recording)
    client.communicate()
    assert client.returncode == 1 and not recording.ran()
