"""One stack for all tests; each test brings visitors and addresses of its own."""

import os
import pathlib
import tempfile

import pytest

from stack import Stack


@pytest.fixture(scope="session")
def stack():
    with tempfile.TemporaryDirectory(prefix="kiridashi-stack-") as folder:
        running = Stack(pathlib.Path(folder), pathlib.Path(os.environ["LAMBDAS"])).start()
        try:
            deployed = running.deploy()
            print(deployed.stdout)
            running.learn()
            yield running
        finally:
            running.stop()
