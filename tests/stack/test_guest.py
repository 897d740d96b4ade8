"""A guest's way through the deployed registration for a seminar."""

import html
import re

from stack import until
from test_employer import body
from visitor import Visitor

SEMINAR = "2027-01-20-hajimete"


def register(stack, mail, seminar=SEMINAR):
    """Fills in the form as slowly as a person does."""
    visitor = Visitor(stack)
    form = visitor.open(f"/registration/{seminar}").form("/registration/")
    form.set(person="見本 花子", business="見本旅館", mail=mail, seats="1", consent="yes")
    if "attend" in form.choices:
        form.set(attend=form.choices["attend"][0])
    stack.later(minutes=1)
    visitor.submit(form)
    assert visitor.page.path == f"/registration/{seminar}/done", visitor.page.text
    return visitor


def test_a_registration_is_confirmed_by_mail_with_its_calendar_entry(stack):
    address = "guest-a@guest.example.jp"
    register(stack, address)
    [mail] = until(lambda: stack.mail.mails(address))
    kinds = [part.get_content_type() for part in mail.walk()]
    assert "text/calendar" in kinds
    link = re.search(rf"{re.escape(stack.url)}/registration/mine\S+", body(mail))[0]
    guest = Visitor(stack)
    assert guest.open(link).status == 200
    roster = lambda: [item for item in stack.items() if item["pk"]["S"] == f"S#{SEMINAR}"]
    assert any(item["sk"]["S"].startswith("R#") for item in roster())
    # Opening links changes nothing, cancelling is a button, and it is told by mail.
    before = roster()
    guest.open(link)
    assert roster() == before
    asked = re.search(r'href="([^"]*/registration/mine/cancel[^"]*)"', guest.page.html)[1]
    guest.open(html.unescape(asked))
    guest.submit(guest.page.form("/registration/mine/cancel").confirmed())
    assert roster() != before


def test_who_registers_twice_is_told_so_by_mail_alone(stack):
    address = "guest-b@guest.example.jp"
    first = register(stack, address)
    until(lambda: stack.mail.mails(address))
    again = register(stack, address)
    assert again.page.text == first.page.text
    mails = until(lambda: [m for m in [stack.mail.mails(address)] if len(m) == 2])[0]
    assert len({mail["Message-ID"] for mail in mails}) == 2
