"""A director's way from the mail in the Maildir to the decision, and what the employer is told."""

import hashlib
import hmac
import json
import os
import re
import time
import tomllib

from stack import ROOT, until
from test_employer import DIRECTOR, Employer, body, expected, mails_about, send
from visitor import Visitor


def offered(stack, reference):
    """The director's mail about it, and the link in it that decides."""
    [spec] = until(lambda: [mail for mail in stack.mail.mails(DIRECTOR) if reference in mail["Subject"]])
    return spec, re.search(rf"{re.escape(stack.url)}/director/decide\S+", body(spec))[0]


def case(stack, reference):
    """What is kept about it, without what the dispatcher notes about its mails."""
    fact = "F#" + reference.replace("-", "").lower()
    return [item for item in stack.items() if item["pk"]["S"] == fact and item["sk"]["S"][:2] != "M#"]


def test_a_director_accepts_by_the_link_in_the_mail(stack):
    employer = Employer("kiku@inn.example.jp")
    employers, reference = send(stack, employer)
    until(lambda: mails_about(stack, reference) == expected(employer))
    _, link = offered(stack, reference)
    # Reading changes nothing, however often and by whom.
    before = case(stack, reference)
    for _ in range(3):
        assert Visitor(stack).open(link).status == 200
    assert case(stack, reference) == before
    director = Visitor(stack)
    director.open(link)
    assert employer.business in director.page.text
    # A mail filter's machine presses the button as it was served: nothing is decided.
    machine = Visitor(stack)
    machine.open(link)
    assert machine.submit(machine.page.form("/director/accept")).status == 422
    assert case(stack, reference) == before
    accept = director.page.form("/director/accept").confirmed()
    director.submit(accept)
    assert director.page.status == 200 and "accept" not in [form.action for form in director.page.forms()]
    told = until(lambda: [mail for mail in stack.mail.mails(employer.mail) if "Received" in mail][1:])
    assert len(told) == 1
    # The employer reads it on the status page, too.
    assert employers.open("/inventory/sent").status == 200
    status = re.search(rf"{re.escape(stack.url)}/inventory/status\S+", body(told[0]))[0]
    assert reference in Visitor(stack).open(status).text
    # Pressing again records nothing more.
    after = case(stack, reference)
    again = Visitor(stack)
    again.post(accept.action, accept.values)
    assert case(stack, reference) == after


def test_a_director_signs_in_by_the_code_in_the_mail_where_it_was_asked_for_and_nowhere_else(stack):
    def codes():
        mails = [mail for mail in stack.mail.mails(DIRECTOR) if mail["Subject"] == "サインインの番号"]
        return [re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", body(mail))[0] for mail in mails]

    before, visitor = len(codes()), Visitor(stack)
    visitor.open("/director/")
    visitor.submit(visitor.page.form("/director/").set(mail=DIRECTOR))
    [code] = until(lambda: codes()[before:])
    assert visitor.open("/director/home").status == 401
    # Whoever else reads the mail has no browser that began.
    other = Visitor(stack)
    other.page = other.post("/director/code", [("code", code)])
    assert other.open("/director/home").status == 401
    visitor.open("/director/code")
    visitor.submit(visitor.page.form("/director/code").set(code=code))
    assert visitor.open("/director/home").status == 200
    assert "end" in visitor.open("/director/devices").html
    visitor.post("/director/devices", [("end", "all")])
    assert visitor.open("/director/home").status == 401


def test_the_partners_signed_answer_comes_through_cloudfront(stack):
    keys = stack.aws("ssm").get_parameter(Name="/kiridashi/test/signing-keys", WithDecryption=True)
    keys = keys["Parameter"]["Value"]
    [settings] = ROOT.glob("towns/*/content/programme.toml")
    [partner] = tomllib.loads(settings.read_text())["partners"]
    secret = stack.operator(os.environ["KIRIDASHI"], "partner-secret", "--partner", partner["id"],
                            more={"SIGNING_KEYS": keys}).stdout.strip()
    answer = json.dumps({"schema": "handover-answer.v1", "id": "nothing", "answer": "taken"}).encode()
    now = str(int(time.time()))
    genuine = hmac.digest(secret.encode(), now.encode() + b"." + answer, "sha256").hex()
    for signature, status, told in ((genuine, 404, "unknown_id"), (hashlib.sha256(b"").hexdigest(), 401, "signature")):
        headers = [("Content-Type", "application/json"), ("X-Kiridashi-Timestamp", now),
                   ("X-Kiridashi-Signature", signature)]
        got = Visitor(stack).request("POST", "/director/partner", answer, headers)
        assert got.status == status and told in got.html
