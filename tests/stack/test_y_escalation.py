"""Days pass without an answer: `schedule`, called as EventBridge calls it, reminds and escalates, each once."""

import re

from stack import until
from test_employer import DIRECTOR, OFFICE, Employer, body, expected, mails_about, send
from visitor import Visitor

DEPUTY = "deputy-b@example.jp"


def hour(stack):
    """An hour's round, twice, as EventBridge may call twice; and what it queued has left."""
    stack.round()
    stack.round()
    stack.sweep()


def test_who_does_not_answer_is_reminded_and_then_passed_over(stack):
    employer = Employer("juro@inn.example.jp")
    _, reference = send(stack, employer)
    until(lambda: mails_about(stack, reference) == expected(employer))
    to = lambda address: mails_about(stack, reference).count(address)
    hour(stack)
    assert mails_about(stack, reference) == expected(employer)
    # The stack's clock begins on a Wednesday: after a business day the director is reminded, after two the
    # deputy gets the sheet, after three, on Monday, the office.
    for days, address, mails in ((1, DIRECTOR, 2), (1, DEPUTY, 1), (3, OFFICE, 2)):
        assert to(address) == mails - 1
        stack.later(days=days, minutes=5)
        hour(stack)
        until(lambda: to(address) == mails)
        # The employer is told every time.
        until(lambda: to(employer.mail) == to(DIRECTOR) + to(DEPUTY) + to(OFFICE) - 1)
    # The deputy decides by the link in their mail, and the clock is silent.
    [offer] = [mail for mail in stack.mail.mails(DEPUTY) if reference in mail["Subject"] + body(mail)]
    link = re.search(rf"{re.escape(stack.url)}/director/decide\S+", body(offer))[0]
    deputy = Visitor(stack)
    deputy.open(link)
    deputy.submit(deputy.page.form("/director/accept").confirmed())
    assert deputy.page.status == 200
    stack.sweep()
    told = to(employer.mail)
    stack.later(days=7)
    hour(stack)
    assert (to(DIRECTOR), to(DEPUTY), to(OFFICE)) == (2, 1, 2) and to(employer.mail) <= told + 1
