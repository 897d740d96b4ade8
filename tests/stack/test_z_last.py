"""What can only be said when everything else has happened: what the logs hold, what an old link says, the end."""

import re

from stack import FUNCTIONS, until
from test_employer import Employer, body, send
from visitor import Visitor

# What the visitors of all tests have typed about themselves, and where the mail server's password would stand.
PERSONAL = [r"@[\w.]*example\.jp", "見本 花子", "見本旅館", r"mihon-password", r"<script>", r"[?&]t=", r"192\.0\.2\."]


def test_no_log_holds_personal_data(stack):
    lines = stack.logs()
    groups = stack.aws("logs").describe_log_groups()["logGroups"]
    named = {group["logGroupName"] for group in groups if group["logGroupName"].startswith("/kiridashi/")}
    assert {f"/kiridashi/test/{name.lower()}" for name in FUNCTIONS} <= named
    assert len(lines) > 100
    found = [line for line in lines if re.search("|".join(PERSONAL), line)]
    assert found == []


def test_an_expired_link_says_so(stack):
    visitor = Visitor(stack)
    visitor.walk(Employer("kuro@inn.example.jp"), "pick")
    visitor.open("/inventory/pick")
    form = visitor.page.form("/inventory/save")
    visitor.submit(form)
    ask = visitor.page.form("/inventory/link").set(mail="kuro@inn.example.jp")
    visitor.submit(ask)
    [mail] = until(lambda: stack.mail.mails("kuro@inn.example.jp"))
    link = re.search(rf"{re.escape(stack.url)}/inventory/continue\S+", body(mail))[0]
    assert Visitor(stack).open(link).status == 200
    stack.later(days=61)
    before = stack.items()
    page = Visitor(stack).open(link)
    assert page.status == 410 and "期限" in page.text
    assert stack.items() == before


def test_the_stage_is_destroyed_when_its_data_is_exported(stack):
    file = stack.folder / "last.jsonl.gz"
    stack.operator("infra/table", "test", "export", file)
    stack.operator("infra/destroy", "test", file, input="kiridashi-test\n")
    names = [one["StackName"] for one in stack.aws("cloudformation").list_stacks()["StackSummaries"]
             if one["StackStatus"] != "DELETE_COMPLETE"]
    assert names == []
    assert stack.aws("dynamodb").list_tables()["TableNames"] == []
    assert stack.aws("s3").list_buckets()["Buckets"][0]["Name"].startswith("kiridashi-artifacts-")
