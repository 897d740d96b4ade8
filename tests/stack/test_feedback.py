"""Mails that left and came back: what SES tells SNS reaches `dispatch`, and somebody acts on it."""

import json
import os

from stack import until
from test_employer import DIRECTOR, OFFICE, Employer, mails_about, send

DEPUTY = "deputy-b@example.jp"


def tell(stack, kind, mail, **details):
    """Publishes what SES's configuration set would about this mail."""
    [topic] = [one["TopicArn"] for one in stack.aws("sns").list_topics()["Topics"]
               if one["TopicArn"].endswith(":kiridashi-test-mail")]
    stamp = "2026-12-09T01:00:00.000Z"
    told = {
        "eventType": kind, kind.lower(): {"feedbackId": f"0106-{mail['Message-ID']}", "timestamp": stamp, **details},
        "mail": {
            "timestamp": stamp, "source": "noreply@example.jp", "messageId": "0106019ab2c3c9dc-000000",
            "destination": [mail["Envelope-to"]], "headersTruncated": False,
            "headers": [{"name": name, "value": str(value)} for name, value in mail.items() if name != "Received"],
            "commonHeaders": {"messageId": "0106019ab2c3c9dc-000000", "subject": mail["Subject"]}}}
    stack.aws("sns").publish(TopicArn=topic, Message=json.dumps(told))


def about(stack, reference, address):
    return [mail for mail in stack.mail.mails(address) if reference in str(mail["Subject"])]


def test_a_bounced_spec_goes_to_the_deputy_and_the_office_hears_of_it_once(stack):
    employer = Employer("ume@inn.example.jp")
    _, reference = send(stack, employer)
    until(lambda: len(mails_about(stack, reference)) == 3)
    [spec] = about(stack, reference, DIRECTOR)
    bounced = [{"emailAddress": DIRECTOR, "action": "failed", "status": "5.1.1",
                "diagnosticCode": f"smtp; 550 5.1.1 <{DIRECTOR}>: User unknown"}]
    # SNS may deliver twice.
    for _ in range(2):
        tell(stack, "Bounce", spec, bounceType="Permanent", bounceSubType="General", bouncedRecipients=bounced)
    [instead] = until(lambda: about(stack, reference, DEPUTY))
    kinds = [part.get_content_type() for part in instead.iter_attachments()]
    assert "application/pdf" in kinds and "application/json" in kinds
    until(lambda: mails_about(stack, reference).count(OFFICE) == 2)
    stack.sweep()
    assert (mails_about(stack, reference).count(DEPUTY), mails_about(stack, reference).count(OFFICE)) == (1, 2)


def test_what_came_back_is_listed_and_sent_again(stack):
    employer = Employer("sakura@inn.example.jp")
    _, reference = send(stack, employer)
    until(lambda: len(mails_about(stack, reference)) == 3)
    [receipt] = about(stack, reference, employer.mail)
    tell(stack, "Complaint", receipt, complaintFeedbackType="abuse",
         complainedRecipients=[{"emailAddress": employer.mail}])
    until(lambda: mails_about(stack, reference).count(OFFICE) == 2)
    environment = {"TABLE_NAME": stack.outputs["TableName"]}
    listed = stack.operator(os.environ["KIRIDASHI"], "dead-letters", "--aws", more=environment).stdout
    [line] = [line for line in listed.splitlines() if reference.replace("-", "").lower() in line]
    message = next(word for word in line.split() if word.startswith(reference.replace("-", "").lower()))
    stack.operator(os.environ["KIRIDASHI"], "resend", message, "--aws", more=environment)
    stack.sweep()
    until(lambda: len(about(stack, reference, employer.mail)) == 2)
    listed = stack.operator(os.environ["KIRIDASHI"], "dead-letters", "--aws", more=environment).stdout
    assert message not in listed
