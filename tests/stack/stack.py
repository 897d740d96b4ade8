"""The deployed thing: MiniStack with IAM enforced, a mail server, the edge, and `infra/deploy` run on them."""

import copy
import datetime
import http.client
import json
import os
import pathlib
import random
import socket
import subprocess
import sys
import time
import urllib.request

import botocore.config
import botocore.session

import certificates
from edge import Edge, Way
from mail_server import MailServer

ROOT = pathlib.Path(__file__).resolve().parents[2]
REGION = "ap-northeast-1"
FUNCTIONS = ["Inventory", "Seminar", "Office", "Director", "Orders", "Books", "Print", "Dispatch", "Schedule", "Publish"]
ALARM_MAIL = "alarm@example.jp"


class Stack:
    """Started once for all tests."""

    def __init__(self, folder: pathlib.Path, binaries: pathlib.Path):
        self.folder, self.binaries = folder, binaries
        os.chmod(folder, 0o755)
        # `run` has put this process and all it starts on this clock; the file says how far it is ahead.
        self.clock = pathlib.Path(os.environ["STACK_CLOCK"])
        self.clients, self.ways, self.stage = {}, {}, "test"
        self.host = self.url = None

    # ── starting ────────────────────────────────────────────────────────────────────────────────────

    def start(self):
        certificates.make(self.folder)
        self.mail = MailServer(self.folder, free_port()).start()
        gateway, https = free_port(), free_port()
        self.endpoint = f"http://127.0.0.1:{gateway}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
        }
        self.start_emulator(gateway)
        self.edge = Edge(https, gateway, self.folder / "edge.pem", self.folder / "edge.key", self.ways_of)
        self.tls = certificates.trusting(self.folder)
        home = self.folder / "curl"
        home.mkdir(exist_ok=True)
        (home / ".curlrc").write_text(
            f'connect-to = "::127.0.0.1:{https}"\ncacert = "{self.folder / "ca.pem"}"\n')
        return self

    def start_emulator(self, port):
        log = open(self.folder / "ministack.log", "w")
        self.emulator = subprocess.Popen(
            [sys.executable, ROOT / "tests/stack/emulator.py"], stdout=log, stderr=log, cwd=self.folder,
            env={**self.environment, "GATEWAY_PORT": str(port), "BIND_HOST": "127.0.0.1", "AUTH": "true", "MINISTACK_REGION": REGION,
                 "IOT_MTLS_ENABLED": "0", "SFTP_ENABLED": "0", "TMPDIR": str(self.folder)})
        for _ in range(600):
            try:
                with urllib.request.urlopen(self.endpoint + "/_ministack/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError((self.folder / "ministack.log").read_text())

    def stop(self):
        self.edge.stop()
        self.emulator.terminate()
        self.emulator.wait(30)
        self.mail.stop()

    # ── the operator ────────────────────────────────────────────────────────────────────────────────

    path = f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"

    def operator(self, *command, ok=True, more=(), **options):
        """Runs a command of the runbook from the repository's root, as the engineer would; `more` variables."""
        environment = {**self.environment, **dict(more), "SMTP_URL": self.mail.url, "CURL_HOME": str(self.folder / "curl"),
                       "PATH": self.path, "STACK_IMPATIENT": "yes"}
        done = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
        if ok and done.returncode != 0:
            raise AssertionError(f"{' '.join(map(str, command))} failed:\n{done.stdout}")
        return done

    def deploy(self, *more, programs=None, **options):
        """`programs`: where the functions come from, if not from those that were compiled here."""
        self.ways.clear()
        return self.operator(
            "infra/deploy", self.stage, *(programs or ("--prebuilt", self.binaries)), "Architecture=x86_64", "MonthlyBudget=0",
            f"AlarmMail={ALARM_MAIL}", f"SmtpCaFile={self.folder / 'ca.pem'}", *more, **options)

    def beside(self, stage):
        """Another stage on the same emulator and mail server."""
        other = copy.copy(self)
        other.stage = stage
        return other

    def learn(self):
        """Reads the stack's outputs after a deployment."""
        stack = self.aws("cloudformation").describe_stacks(StackName=f"kiridashi-{self.stage}")["Stacks"][0]
        self.outputs = {one["OutputKey"]: one["OutputValue"] for one in stack["Outputs"]}
        self.url = self.outputs["SiteUrl"]
        self.host = self.url.removeprefix("https://")

    # ── AWS ─────────────────────────────────────────────────────────────────────────────────────────

    def aws(self, service):
        """A client of the account's administrator."""
        if service not in self.clients:
            session = botocore.session.Session()
            self.clients[service] = session.create_client(
                service, REGION, endpoint_url=self.endpoint, aws_access_key_id="test",
                aws_secret_access_key="test",
                config=botocore.config.Config(read_timeout=180, retries={"max_attempts": 1}))
        return self.clients[service]

    def edge_store(self):
        """The ARN of the store that the function at the edge reads."""
        [store] = [one for one in self.aws("cloudfront").list_key_value_stores()["KeyValueStoreList"]["Items"]
                   if one["Name"] == f"kiridashi-{self.stage}"]
        return store["ARN"]

    def ways_of(self, host):
        """The behaviours of the distribution of this host that lead to the API."""
        if host not in self.ways:
            self.ways[host] = list(self.read_ways(host))
        return self.ways[host]

    def read_ways(self, host):
        front = self.aws("cloudfront")
        for one in front.list_distributions()["DistributionList"].get("Items", []):
            if one["DomainName"] != host:
                continue
            api = next(o for o in one["Origins"]["Items"] if o["Id"] == "functions")
            added = [(h["HeaderName"], h["HeaderValue"]) for h in api["CustomHeaders"]["Items"]]
            for behaviour in one["CacheBehaviors"]["Items"]:
                policy = front.get_origin_request_policy(Id=behaviour["OriginRequestPolicyId"])
                named = policy["OriginRequestPolicy"]["OriginRequestPolicyConfig"]["HeadersConfig"]["Headers"]["Items"]
                assert behaviour["TargetOriginId"] == "functions"
                policy = front.get_response_headers_policy(Id=behaviour["ResponseHeadersPolicyId"])
                yield Way(behaviour["PathPattern"], api["DomainName"].split(".")[0],
                          {name.lower() for name in named}, added,
                          said_by(policy["ResponseHeadersPolicy"]["ResponseHeadersPolicyConfig"]))

    def invoke(self, function, event):
        """Calls a function as EventBridge would and returns its answer."""
        answer = self.aws("lambda").invoke(
            FunctionName=self.outputs[function], Payload=json.dumps(event).encode())
        payload = json.loads(answer["Payload"].read() or b"null")
        assert "FunctionError" not in answer, payload
        return payload

    def round(self):
        """`schedule`'s hour."""
        return self.invoke("ScheduleFunction", clock_event())

    def publish(self):
        """`publish`'s minute."""
        return self.invoke("PublishFunction", clock_event())

    def sweep(self):
        """`dispatch`'s few minutes."""
        return self.invoke("DispatchFunction", clock_event())

    def plain(self, path, host="localhost"):
        """What anybody gets from AWS itself: no TLS, no signature."""
        connection = http.client.HTTPConnection(self.endpoint.removeprefix("http://"), timeout=60)
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        answer.read()
        return answer

    def items(self):
        """Every item of the table."""
        pages = self.aws("dynamodb").get_paginator("scan").paginate(
            TableName=self.outputs["TableName"], ConsistentRead=True)
        return [item for page in pages for item in page["Items"]]

    def kept(self, but=("B#", "H#", "G#businesses")):
        """Every item but those that count how often somebody asks, or how often a message that cannot leave was tried, and
        what AWS says of this stage, and the register: the stage's own clock brings those up whenever it strikes, as it does
        an envelope's place in the queue. Once nothing is under way: mails of an act before may still be leaving when its
        page is there."""
        [items] = until(lambda: [items for items in [self.items()] if are_at_rest(items)])
        return [placeless(item) for item in items if not item["pk"]["S"].startswith(but) and not waits(item)]

    def before(self):
        """What is kept before something that shall change nothing: with the hour's work done, so that nothing is left to it
        where it strikes meanwhile."""
        self.round()
        return self.kept()

    def logs(self):
        """Every line that was ever logged, by log group."""
        logs, lines = self.aws("logs"), {}
        for group in logs.describe_log_groups()["logGroups"]:
            name = group["logGroupName"]
            pages = logs.get_paginator("filter_log_events").paginate(logGroupName=name)
            lines[name] = [event["message"] for page in pages for event in page["events"]]
        return lines

    # ── time ────────────────────────────────────────────────────────────────────────────────────────

    def past_the_hour(self):
        """Before a test restores: the stage's own hour, at seven minutes past, must not strike meanwhile, as the runbook says."""
        minute = time.gmtime(time.time()).tm_min
        if 4 <= minute <= 7:
            self.later(minutes=8 - minute)

    def later(self, **delta):
        """Lets time pass for every part of the stack. Functions start anew: their credentials end with the hour."""
        ahead = int(self.clock.read_text()) + int(datetime.timedelta(**delta).total_seconds())
        beside = self.clock.with_suffix(".new")
        beside.write_text(f"{ahead:+d}\n")
        beside.rename(self.clock)
        for name in FUNCTIONS:
            # The emulator starts a process anew when its memory is set, whatever to.
            function, functions = self.outputs[f"{name}Function"], self.aws("lambda")
            memory = functions.get_function_configuration(FunctionName=function)["MemorySize"]
            functions.update_function_configuration(FunctionName=function, MemorySize=memory)


def are_at_rest(items):
    """Whether each message that is due was tried, and none is being sent."""
    now, due, tried = time.time(), set(), set()
    for item in items:
        kind, _, ids = item["sk"]["S"].partition("#")
        if kind == "E" and "due" in item and float(item["due"]["N"]) <= now:
            due.update(ids.split(","))
        if kind == "M" and float(item.get("lease", {"N": "0"})["N"]) <= now:
            tried.add(ids)
    return due <= tried


def waits(item):
    """Whether this is the state of a message that is still to be tried."""
    return item["sk"]["S"].startswith("M#") and not {"delivered", "dead", "discarded"} & item.keys()


def placeless(item):
    """An item without its place in the queue, if it is an envelope."""
    moving = ("queue", "due") if item["sk"]["S"].startswith("E#") else ()
    return {name: value for name, value in item.items() if name not in moving}


def said_by(policy):
    """The headers that a policy of CloudFront gives to an answer without them, by their names in small letters."""
    secure = policy["SecurityHeadersConfig"]
    transport = secure["StrictTransportSecurity"]
    return {
        "content-security-policy": secure["ContentSecurityPolicy"]["ContentSecurityPolicy"],
        "x-content-type-options": "nosniff",
        "x-frame-options": secure["FrameOptions"]["FrameOption"],
        "referrer-policy": secure["ReferrerPolicy"]["ReferrerPolicy"],
        "strict-transport-security": f"max-age={transport['AccessControlMaxAgeSec']}; includeSubDomains",
        **{one["Header"].lower(): one["Value"] for one in policy["CustomHeadersConfig"]["Items"]},
    }


def clock_event():
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return {"version": "0", "id": f"{random.getrandbits(64):016x}", "detail-type": "Scheduled Event",
            "source": "aws.events", "account": "000000000000", "time": stamp, "region": REGION,
            "resources": [], "detail": {}}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition, seconds=120):
    """Waits for what the stack does by itself, and returns it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f"did not happen within {seconds} seconds")
