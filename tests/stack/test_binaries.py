"""Each binary under a plain Runtime API: one event, its size, how long it takes to start, what it needs; and what
no visitor sends in earnest."""

import copy
import json
import os
import re
import statistics
import subprocess
import tempfile
import threading
import time

import pytest

import loopback
from stack import FUNCTIONS, ROOT, clock_event
from test_template import TEMPLATE

# What a web function may need: MiB stripped, ms from process start to the first `next`, MiB at most. Of times only what was
# measured is printed.
BUDGET = (10, 15, 25)
# What is left of each web function where it is optimised as one whole, measured on 2026-12-01: where `run` leaves that out, it is
# reckoned with. `tests/run --full` leaves nothing out and reckons with nothing.
WHOLE = {"Inventory": 0.926, "Seminar": 0.931, "Office": 0.928, "Director": 0.935, "Orders": 0.939, "Books": 0.939}


class RuntimeApi:
    """Lambda's side of a process: hands out events as texts, takes the answers, notes when it was first asked."""

    def __init__(self, events):
        api = self
        api.asked, api.answers, api.done, waiting = None, [], threading.Event(), iter(events)

        class Handler(loopback.Handler):
            def do_GET(self):
                api.asked = api.asked or time.monotonic()
                event = next(waiting, None)
                if event is None:
                    # The next event never comes; the process ends with the test.
                    api.done.set()
                    time.sleep(60)
                    return
                body = event.encode()
                self.send_response(200)
                for name, value in {
                    "Lambda-Runtime-Aws-Request-Id": f"8476a536-e9f4-11e8-9739-{len(api.answers):012x}",
                    "Lambda-Runtime-Deadline-Ms": str(int(time.time() * 1000) + 60_000),
                    "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:ap-northeast-1:000000000000:function:x",
                    "Content-Type": "application/json", "Content-Length": str(len(body)),
                }.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self):
                length = self.headers.get("content-length")
                body = self.rfile.read(int(length)) if length else self.chunks()
                api.answers.append((self.path.rsplit("/", 1)[1], body))
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def chunks(self):
                parts = b""
                while size := int(self.rfile.readline(), 16):
                    parts += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
                return parts

        self.server = loopback.serve(Handler)

    @property
    def address(self):
        return loopback.address(self.server)


def page_event(path):
    return {
        "version": "2.0", "routeKey": "ANY /x", "rawPath": path, "rawQueryString": "",
        "headers": {"host": "x.example.jp"}, "isBase64Encoded": False,
        "requestContext": {
            "accountId": "000000000000", "apiId": "x", "domainName": "x.example.jp", "domainPrefix": "x",
            "requestId": "x", "routeKey": "ANY /x", "stage": "$default", "time": "09/Dec/2026:01:00:00 +0000",
            "timeEpoch": 1796778000000,
            "http": {"method": "GET", "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1",
                     "userAgent": "x"}}}


EVENTS = {
    "Inventory": page_event("/inventory/"),
    "Seminar": page_event("/registration/visit"),
    "Office": page_event("/office/"),
    "Director": page_event("/director/"),
    "Orders": page_event("/director/order"),
    "Books": page_event("/director/papers"),
    "Print": page_event("/inventory/draft.pdf"),
    "Dispatch": clock_event(),
    "Schedule": clock_event(),
    "Publish": clock_event(),
}


# What an ordinary request to its first page is answered with, where that is no page.
USUAL = {"Print": 303, "Orders": 401, "Office": 401, "Books": 401}


def odd_events(path, usual=200):
    """Names, texts and expected statuses, for the function whose first page has this path and usually this status.
    The Rust tests play the same (`tests/testkit/src/odd_events.rs`)."""
    file = (ROOT / "tests/testkit/src/sample/odd_events.json").read_text().replace("PATH", path)
    described = json.loads(file)
    for row in described["odd"]:
        event = copy.deepcopy(described["base"])
        for name in row.get("without", []):
            parent, key = place(event, name)
            parent.pop(key, None)
        for name, value in row.get("with", {}).items():
            parent, key = place(event, name)
            parent[key] = written_out(value)
        status = row.get("status")
        yield row["name"], row.get("text") or json.dumps(event), usual if status == 200 else status


def place(event, name):
    *parents, key = name.split(".")
    for part in parents:
        event = event[part]
    return event, key


def written_out(value):
    if isinstance(value, dict):
        if "repeat" in value:
            return value["repeat"] * value["times"]
        return {name: written_out(one) for name, one in value.items()}
    return value


def started(stack, function, api, endpoint, log):
    """A process of a function that asks this API for events, and this address for everything of AWS."""
    environment = {
        "AWS_LAMBDA_RUNTIME_API": api.address, "AWS_LAMBDA_FUNCTION_NAME": function,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256", "AWS_LAMBDA_FUNCTION_VERSION": "1", "AWS_REGION": "ap-northeast-1",
        "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_ENDPOINT_URL": endpoint,
        "AWS_LAMBDA_LOG_FORMAT": "JSON", "TABLE_NAME": stack.outputs["TableName"], "BASE_URL": stack.url,
        "SIGNING_KEYS": "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "SMTP_URL": "smtp://127.0.0.1:9",
        "BUCKET_NAME": stack.outputs["BucketName"], "EDGE_STORE": stack.edge_store(),
        "LAMBDA_TASK_ROOT": str(ROOT), "LD_PRELOAD": os.environ["LD_PRELOAD"], "STACK_CLOCK": os.environ["STACK_CLOCK"]}
    return subprocess.Popen(
        [stack.binaries / function.lower() / "bootstrap"], env=environment, stdout=log, stderr=subprocess.STDOUT)


def run(stack, function, *events):
    """One process from start to its last answer: the API it spoke to, ms to its first `next`, MiB at most, its log."""
    api = RuntimeApi(events)
    # A file, because a pipe that nobody reads stops the process when it is full.
    log = tempfile.TemporaryFile()
    begun = time.monotonic()
    process = started(stack, function, api, stack.endpoint, log)
    try:
        while not api.done.wait(0.1):
            ended = process.poll() is not None or time.monotonic() - begun > 300
            assert not ended, (len(api.answers), said(log)[-2000:])
        with open(f"/proc/{process.pid}/status") as status:
            peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
        return api, (api.asked - begun) * 1000, peak / 1024, said(log)
    finally:
        process.kill()
        process.wait()


def said(log):
    log.seek(0)
    return log.read().decode()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_each_binary_answers_an_event_under_a_plain_runtime_api(stack, function, capsys):
    runs = [run(stack, function, json.dumps(EVENTS[function])) for _ in range(5)]
    for api, *_ in runs:
        [(kind, body)] = api.answers
        assert kind == "response", body
        answer = json.loads(body)
        if function == "Print":
            # Without a draft there is nothing to print, and the questionnaire says why.
            assert answer["statusCode"] == USUAL[function] and answer["headers"]["location"] == "/inventory/check"
        elif "requestContext" in EVENTS[function]:
            # What is for those who signed in says so.
            assert answer["statusCode"] == USUAL.get(function, 200) and "<h1" in answer["body"]
    size = (stack.binaries / function.lower() / "bootstrap").stat().st_size / 2**20
    if not os.environ["AS_FOR_AWS"]:
        size *= WHOLE.get(function, 1)
    start = statistics.median(ms for _, ms, _, _ in runs)
    peak = max(mib for _, _, mib, _ in runs)
    with capsys.disabled():
        print(f"\n  {function:<10} {size:6.1f} MiB stripped as for AWS, {start:6.1f} ms to the first next, {peak:6.1f} MiB peak"
              f"   (web functions: {BUDGET[0]} MiB, {BUDGET[1]} ms, {BUDGET[2]} MiB)")
    assert function not in WHOLE or size <= BUDGET[0], f"{size:.2f} MiB"


@pytest.mark.parametrize("function", [name for name in FUNCTIONS if "requestContext" in EVENTS[name]])
def test_no_event_ends_a_function(stack, function):
    """One process answers all of them, each with a page, and none with an error of its own."""
    events = list(odd_events(EVENTS[function]["rawPath"], USUAL.get(function, 200)))
    assert len(events) > 200
    api, *_ = run(stack, function, *(text for _, text, _ in events))
    wrong = []
    for (name, _, status), (kind, body) in zip(events, api.answers, strict=True):
        answer = json.loads(body)
        got = answer.get("statusCode") if kind == "response" else kind
        if kind != "response" or got >= 500 or status not in (None, got):
            wrong.append((name, got))
        elif got >= 400 and "HEAD" not in name and "<h1" not in answer["body"]:
            wrong.append((name, answer["body"][:80]))
    assert wrong == []


def test_alarms_count_what_the_schedule_logs(stack):
    counted = set(re.findall(r"FilterPattern: '\{ \$\.fields\.(\w+) = \* \}'", TEMPLATE.read_text()))
    # The ceiling is logged by the functions that answer visitors; their own tests see it.
    assert counted == {"ceiling", "dead", "overdue", "missed"}
    *_, log = run(stack, "Schedule", json.dumps(clock_event()))
    [made] = [json.loads(line)["fields"] for line in log.splitlines() if "round made" in line]
    assert all(isinstance(made[name], int) for name in counted - {"ceiling"}), made
