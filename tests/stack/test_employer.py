"""An employer's way through the deployed questionnaire, to the mails it causes, whatever fails on the way."""

import json
import re
import subprocess
import time
from dataclasses import dataclass

from stack import until
from visitor import Visitor

DIRECTOR, OFFICE = "director-b@example.jp", "office@example.jp"
CHANGED = "内容が、前に見たときから変わりました"


@dataclass
class Employer:
    """Somebody of this test alone."""

    mail: str
    industry: str = "inn"
    tasks: tuple = ("inn02",)
    business: str = "見本旅館 髙﨑"
    person: str = "見本 花子"

    @property
    def contact(self):
        return {"business": self.business, "person": self.person, "mail": self.mail, "phone": "090-0000-0000"}


def send(stack, employer):
    """The whole questionnaire; returns the visitor at the receipt and the reference."""
    visitor = Visitor(stack)
    visitor.walk(employer, "send")
    until(lambda: is_sent(visitor))
    return visitor, re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", visitor.page.text)[0]


def is_sent(visitor):
    """Presses the button. Where the town's texts changed since they saw the page (another test's, published or taken back
    a moment ago, which each function takes up by itself), they are shown it again; the journeys hold that once is enough."""
    visitor.submit(visitor.page.form("/inventory/send"))
    assert visitor.page.path == "/inventory/sent" or CHANGED in visitor.page.text, visitor.page.text
    return visitor.page.path == "/inventory/sent"


def mails_about(stack, reference):
    """Who got a mail about it, sorted; one entry a mail."""
    about = [mail for mail in stack.mail.mails() if reference in str(mail["Subject"]) + body(mail)]
    return sorted(mail["Envelope-to"] for mail in about)


def body(mail):
    return mail.get_body(("plain",)).get_content()


def pdf_text(pdf):
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()


def expected(employer):
    return sorted([DIRECTOR, OFFICE, employer.mail])


def test_an_inventory_becomes_a_spec_in_the_directors_mail(stack):
    employer = Employer("hanako@inn.example.jp")
    visitor, reference = send(stack, employer)
    until(lambda: mails_about(stack, reference) == expected(employer))
    [spec] = [mail for mail in stack.mail.mails(DIRECTOR) if reference in mail["Subject"]]
    kinds = {part.get_content_type(): part for part in spec.iter_attachments()}
    printed = pdf_text(kinds["application/pdf"].get_content())
    assert reference in printed and "口コミ返信の下書き" in printed
    assert employer.person not in printed and employer.mail not in printed
    assert json.loads(kinds["application/json"].get_content())["schema"]
    # The employer's own mail leads to the state of things, on this site.
    [receipt] = stack.mail.mails(employer.mail)
    link = re.search(rf"{re.escape(stack.url)}/inventory/status\S+", body(receipt))[0]
    assert reference in Visitor(stack).open(link).text


def test_an_inventory_needs_no_more_than_the_runbook_reckons_with(stack, capsys):
    """`infra/README.md`, What it costs: pages and mails of five tasks, and how large they are."""
    employer = Employer("gonin@inn.example.jp", tasks=("inn01", "inn02", "inn03", "inn04", "inn05"))
    before = len(stack.edge.answered)
    _, reference = send(stack, employer)
    pages = stack.edge.answered[before:]
    until(lambda: len(mails_about(stack, reference)) >= 5)
    mails = [len(mail.as_bytes()) for mail in stack.mail.mails() if reference in str(mail["Subject"]) + body(mail)]
    needed = (f"five tasks: {len(pages)} pages of {sum(pages) / len(pages) / 1024:.1f} KiB, "
              f"{len(mails)} mails of {sum(mails) / len(mails) / 1024:.1f} KiB")
    assert len(pages) <= 45 and sum(pages) / len(pages) <= 20 * 1024, needed
    assert len(mails) <= 5 and sum(mails) / len(mails) <= 450 * 1024, needed
    with capsys.disabled():
        print(f"\n  {needed}")


def test_the_draft_can_be_printed_before_anybody_has_given_a_name(stack):
    visitor = Visitor(stack)
    visitor.walk(Employer("nobody@inn.example.jp"), "contact")
    pdf = visitor.request("GET", "/inventory/draft.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert "まだ送っていません" in pdf_text(pdf.body)


def test_with_the_mail_server_down_for_a_while_nothing_is_lost(stack):
    employer = Employer("jiro@inn.example.jp")
    stack.mail.stop()
    try:
        _, reference = send(stack, employer)
        waiting = lambda: len(states(stack, reference, "retry")) == 3
        until(waiting)
        assert mails_about(stack, reference) == []
    finally:
        stack.mail.start()
    stack.later(minutes=2)
    stack.sweep()
    until(lambda: mails_about(stack, reference) == expected(employer))
    stack.later(minutes=10)
    stack.sweep()
    assert mails_about(stack, reference) == expected(employer)


def test_with_the_stream_failing_altogether_the_sweep_delivers(stack):
    employer = Employer("saburo@inn.example.jp")
    sources = stack.aws("lambda")
    [source] = sources.list_event_source_mappings(
        FunctionName=stack.outputs["DispatchFunction"])["EventSourceMappings"]
    sources.update_event_source_mapping(UUID=source["UUID"], Enabled=False)
    try:
        _, reference = send(stack, employer)
        # The emulator's own clock may sweep first.
        stack.sweep()
        until(lambda: mails_about(stack, reference) == expected(employer))
    finally:
        sources.update_event_source_mapping(UUID=source["UUID"], Enabled=True)
    # What the stream shows late leaves no second time.
    time.sleep(5)
    assert mails_about(stack, reference) == expected(employer)


def states(stack, reference, attribute):
    """The states of its messages that have this attribute."""
    fact = "F#" + reference.replace("-", "").lower()
    return [item for item in stack.items()
            if item["pk"]["S"] == fact and item["sk"]["S"].startswith("M#") and attribute in item]
