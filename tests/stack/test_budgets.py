"""What one network and everybody together may cause on the deployed stack: a full room, and a flood."""

import re

from stack import until
from test_employer import body
from visitor import Visitor

ROOM = "198.51.100.7"
SEMINAR = "2027-02-17-yakusoku"
VISIT = "/registration/visit"


def test_thirty_people_behind_one_router_register_within_ten_minutes(stack):
    people = []
    with stack.edge.seen_from(ROOM):
        for number in range(1, 31):
            visitor, address = Visitor(stack), f"room-{number}@guest.example.jp"
            form = visitor.open(f"/registration/{SEMINAR}").form("/registration/")
            form.set(person=f"見本 客{number}", business="見本商店", mail=address, seats="1", consent="yes")
            if "attend" in form.choices:
                form.set(attend=form.choices["attend"][0])
            people.append((visitor, form, address))
        # As long as a person needs for it; all thirty press in the same minutes.
        stack.later(minutes=3)
        for visitor, form, _ in people:
            visitor.submit(form)
            assert (visitor.page.status, visitor.page.path) == (200, f"/registration/{SEMINAR}/done"), visitor.page.text
        # From the sixth on the link in the mail gives the place, or the turn.
        standing = []
        for _, _, address in people:
            [mail] = until(lambda: stack.mail.mails(address))
            guest = Visitor(stack)
            link = re.search(rf"{re.escape(stack.url)}/registration/mine\S+", body(mail))[0]
            assert guest.open(link).status == 200
            for form in guest.page.forms():
                if "/registration/mine/confirm" in form.action:
                    guest.submit(form.confirmed())
            standing.append(guest.page.text)
    seated = [text for text in standing if "席があります" in text]
    assert len(seated) == 20, standing[-1]
    assert all("キャンセル待ち" in text for text in standing if text not in seated)


def ask(stack, number):
    visitor = Visitor(stack)
    form = visitor.open(VISIT).form(VISIT)
    form.set(person="見本 花子", business=f"見本商店{number}", mail=f"visit-{number}@guest.example.jp", visit_place="見本の店",
             consent="yes")
    return visitor, form


def test_a_flood_is_slowed_network_by_network_and_then_asked_to_call(stack):
    numbers = iter(range(1, 1000))
    _, form = ask(stack, next(numbers))
    stack.later(minutes=1)

    def press(address):
        with stack.edge.seen_from(address):
            visitor, values = Visitor(stack), dict(form.values)
            number = next(numbers)
            values.update(business=f"見本商店{number}", mail=f"visit-{number}@guest.example.jp")
            return visitor.post(VISIT, values)

    for network in range(4):
        for _ in range(10):
            assert press(f"203.0.113.{network}").status == 303
        if network == 0:
            slowed = press("203.0.113.0")
            assert slowed.status == 429 and "待って" in slowed.text, slowed.text
    refused = press("203.0.113.99")
    assert refused.status in (429, 503) and "お電話" in refused.text, refused.text
    # What was typed is kept, and the hour after that anybody is served.
    assert "見本 花子" in refused.html
    stack.later(hours=1)
    visitor, form = ask(stack, next(numbers))
    stack.later(minutes=1)
    visitor.submit(form)
    assert visitor.page.path == f"{VISIT}/done", visitor.page.text
