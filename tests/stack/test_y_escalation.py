"""Days pass without an answer: `schedule`, called as EventBridge calls it, reminds and escalates, each once."""

from stack import until
from test_employer import Employer, mails_about, send


def test_who_does_not_answer_is_reminded_and_then_passed_over(stack):
    _, reference = send(stack, Employer("juro@inn.example.jp"))
    until(lambda: len(mails_about(stack, reference)) == 3)
    assert stack.round()["cases"]["reminded"] == 0
    stack.later(days=1, hours=2)
    assert stack.round()["cases"]["reminded"] >= 1
    # EventBridge may call twice.
    assert stack.round()["cases"]["reminded"] == 0
    stack.later(days=5)
    assert stack.round()["cases"]["escalated"] >= 1
