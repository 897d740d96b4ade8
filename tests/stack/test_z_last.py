"""What can only be said when everything else has happened: what the logs hold, what an old link says, the end."""

import email.utils
import json
import pathlib
import re
import urllib.parse

import pytest

from stack import ALARM_MAIL, FUNCTIONS, until
from test_employer import Employer, body, send
from visitor import TYPED, Visitor

# Beside what was typed: where the mail server's password would stand, links, and where visitors come from.
PERSONAL = re.compile(r"@[\w.]*example\.jp|mihon-password|neues-mihon|[?&]t=|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.")


def telling(logs, typed):
    """The lines that tell something about somebody: as typed, or as it would be written in JSON or an address."""
    written = {way for one in typed for way in (one, json.dumps(one)[1:-1], urllib.parse.quote(one), urllib.parse.quote_plus(one))}
    words = re.compile("|".join(re.escape(one) for one in sorted(written, key=len, reverse=True)) or "(?!)")
    return [line for lines in logs.values() for line in lines if PERSONAL.search(line) or words.search(line)]


def test_no_log_holds_personal_data(stack):
    logs = stack.logs()
    for name in FUNCTIONS:
        lines = logs[f"/kiridashi/test/{name.lower()}"]
        # As many as there were requests and rounds, so that silence is no proof. Papers, orders and rounds are few.
        assert len(lines) > {"Print": 3, "Schedule": 5, "Orders": 3, "Books": 3}.get(name, 20), name
    # Everybody who was mailed had typed their address, or stands in the settings; so nothing that was typed is overlooked.
    mailed = {address for mail in stack.mail.mails() for _, address in email.utils.getaddresses([mail["To"]])}
    settings = pathlib.Path("content/programme.toml").read_text() + ALARM_MAIL
    assert {address for address in mailed if address not in settings} <= TYPED
    assert telling({"made up": [f'{{"message":"{one}"}}' for one in TYPED]}, TYPED) != []
    assert telling(logs, TYPED) == []


@pytest.mark.parametrize("line", ["見本 花子", '{"name":"\\u898b\\u672c \\u82b1\\u5b50"}', "/a?q=%E8%A6%8B%E6%9C%AC%20%E8%8A%B1%E5%AD%90",
                                  "/a?q=%E8%A6%8B%E6%9C%AC+%E8%8A%B1%E5%AD%90", "/inventory/status?t=k1.a.1.b", "from 198.51.100.7"])
def test_a_log_that_tells_of_somebody_is_found(line):
    assert telling({"log": ["all is well", line]}, {"見本 花子"}) == [line]


def test_opening_every_link_of_every_mail_changes_nothing(stack):
    """As mail scanners do, before the person."""
    links = {}
    for mail in stack.mail.mails():
        for link in re.findall(rf"{re.escape(stack.url)}/[a-z-]+/\S+", body(mail)):
            links.setdefault(link.split("?")[0], []).append(link)
    assert {f"{stack.url}/{page}" for page in ("director/decide", "inventory/status")} <= set(links)
    stack.sweep()
    before = stack.before()
    for of_one_page in links.values():
        for link in of_one_page[-3:]:
            assert Visitor(stack).request("GET", link.removeprefix(stack.url)).status < 500
    assert stack.kept() == before


def test_everything_moves_to_another_stage(stack):
    """Handing over, and the yearly rehearsal: keys first, then a deployment, then the data."""
    stack.past_the_hour()
    employer = Employer("tatsu@inn.example.jp")
    _, reference = send(stack, employer)
    [receipt] = until(lambda: stack.mail.mails(employer.mail))
    link = re.search(rf"{re.escape(stack.url)}/inventory/status\S+", body(receipt))[0]
    file, keys = stack.folder / "moving.jsonl.gz", stack.folder / "keys"
    name = "/kiridashi/{}/signing-keys"
    given = stack.operator("aws", "ssm", "get-parameter", "--with-decryption", "--name", name.format("test"),
                           "--query", "Parameter.Value", "--output", "text")
    keys.write_text(given.stdout)
    # What the hour brings is done, so that the other stage's own hour, whenever it strikes, has nothing to add.
    stack.before()
    stack.operator("infra/table", "test", "export", file)
    stack.operator("aws", "ssm", "put-parameter", "--type", "SecureString", "--name", name.format("production"),
                   "--value", f"file://{keys}")
    other = stack.beside("production")
    other.deploy()
    other.learn()
    assert other.url != stack.url
    mails = len(stack.mail.mails())
    other.operator("infra/table", "production", "restore", file)
    other.round()
    other.operator("infra/table", "production", "compare", file)
    assert reference in Visitor(other).open(link.replace(stack.url, other.url)).text
    other.sweep()
    assert len(stack.mail.mails()) == mails
    other.operator("infra/table", "production", "export", file)
    other.operator("infra/destroy", "production", file, input="kiridashi-production\n")
    assert Visitor(stack).open(link).status == 200


def test_an_expired_link_says_so(stack):
    employer = Employer("kuro@inn.example.jp")
    visitor = Visitor(stack)
    visitor.walk(employer, "pick")
    form = visitor.page.form("/inventory/pick").set(_step="pick")
    form.action = "/inventory/save"
    visitor.submit(form)
    visitor.submit(visitor.page.form("/inventory/link").set(mail=employer.mail))
    [mail] = until(lambda: stack.mail.mails(employer.mail))
    draft = re.search(rf"{re.escape(stack.url)}/inventory/continue\S+", body(mail))[0]
    visitor.open("/inventory/pick")
    visitor.walk(employer, "send")
    visitor.submit(visitor.page.form("/inventory/send"))
    mail = until(lambda: stack.mail.mails(employer.mail)[1:])[0]
    sent = re.search(rf"{re.escape(stack.url)}/inventory/status\S+", body(mail))[0]
    assert Visitor(stack).open(sent).status == 200
    for link, days, status in ((draft, 61, 404), (sent, 1100, 410)):
        stack.later(days=days)
        stack.round()
        drafts = lambda: [item for item in stack.items() if item["pk"]["S"].startswith("D#")]
        before = drafts()
        page = Visitor(stack).open(link)
        assert page.status == status and "期限" in page.text
        assert drafts() == before


def test_the_stage_is_destroyed_when_its_data_is_exported(stack):
    file = stack.folder / "last.jsonl.gz"

    def destroyed():
        stack.operator("infra/table", "test", "export", file)
        done = stack.operator("infra/destroy", "test", file, input="kiridashi-test\n", ok=False)
        # The stage's own clock may have changed something in between; then it asks for another export.
        assert done.returncode == 0 or "export again" in done.stdout, done.stdout
        return done.returncode == 0

    until(destroyed)
    names = [one["StackName"] for one in stack.aws("cloudformation").list_stacks()["StackSummaries"]
             if one["StackStatus"] != "DELETE_COMPLETE"]
    assert names == []
    assert stack.aws("dynamodb").list_tables()["TableNames"] == []
    assert stack.aws("s3").list_buckets()["Buckets"][0]["Name"].startswith("kiridashi-artifacts-")
