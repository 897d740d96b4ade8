"""Written together on the deployed functions: a visitor's tablet and the employer's phone, a code that is guessed, and a business
that is one client whatever way it comes by."""

import re

from stack import until
from test_desk import Desk
from test_employer import Employer, mails_about, send
from visitor import Visitor

PAGE = "/inventory/task/inn02"


def code(visitor):
    """Asks on the page that is open for a code that lets another device in."""
    form = visitor.page.form(visitor.page.path.split("?")[0])
    form.action = "/inventory/together"
    visitor.submit(form.set(_step=visitor.page.step))
    return re.search(r'class="join-code".*?<b>([^<]+)</b>', visitor.page.html, re.S)[1]


def join(stack, typed):
    other = Visitor(stack)
    other.open("/inventory/join")
    other.submit(other.page.form("/inventory/join").set(code=typed))
    return other


def test_two_devices_write_one_inventory_and_neither_loses_a_word(stack):
    employer = Employer("futari@inn.example.jp", business="見本旅館 ふたり")
    tablet = Visitor(stack)
    tablet.walk(employer, "task/inn02")
    phone = join(stack, code(tablet).lower())
    assert phone.page.path == PAGE, phone.page.text
    # The code was for one device.
    assert join(stack, "3333-3333").page.status == 422
    # Both have the page; the phone is first, and the tablet is told what it wrote.
    tablet.open(PAGE)
    theirs = phone.page.form(PAGE).set(minutes="9")
    mine = tablet.page.form(PAGE).set(minutes="14")
    phone.submit(theirs)
    answer = tablet.submit(mine)
    assert answer.status == 409 and "14" in answer.html and "9" in answer.html, f"{answer.status}\n{answer.text}"
    tablet.submit(answer.form(PAGE))
    assert "14" in [value for name, value in phone.open(PAGE).form(PAGE).values if name == "minutes"]
    phone.walk(employer, "send")
    phone.submit(phone.page.form("/inventory/send"))
    assert phone.page.path == "/inventory/sent", phone.page.text
    # Whoever did not send it sees that it was sent, and no name.
    page = tablet.open(PAGE)
    assert employer.person not in page.text and employer.mail not in page.html, page.text


def test_codes_are_not_guessed(stack):
    employer = Employer("kagi@inn.example.jp")
    tablet = Visitor(stack)
    tablet.walk(employer, "pick")
    right = code(tablet)
    half, secret = right.split("-")
    stranger = Visitor(stack)
    for _ in range(5):
        stranger.open("/inventory/join")
        guess = f"{half}-{'FFFF' if secret == 'AAAA' else 'AAAA'}"
        stranger.submit(stranger.page.form("/inventory/join").set(code=guess))
        assert stranger.page.status == 422, stranger.page.text
    # After five tries it opens to nobody.
    late = join(stack, right)
    assert late.page.status == 422, late.page.text


def test_whoever_comes_again_is_one_client_of_the_register(stack):
    stack.sweep()
    desk = Desk(stack)
    business = "見本旅館 ふたたび"
    _, first = send(stack, Employer("mata@inn.example.jp", business=business))
    _, second = send(stack, Employer("mata@inn.example.jp", business=f"株式会社{business}"))
    visit = desk.visitor.open("/office/visits/entry").form("/office/visits/entry")
    desk.visitor.submit(visit.set(business=business, result="again"))
    desk.visitor.open("/office/businesses?q=%E3%81%B5%E3%81%9F%E3%81%9F%E3%81%B3")
    found = desk.visitor.page.text
    assert "シート 2　セミナー 0　訪問 1" in found, found
    until(lambda: len(mails_about(stack, second)) >= 3)
    stack.round()
    one = re.search(r'href="(/office/businesses/one\?number=\w+)">[^<]*ふたたび</a>', desk.visitor.page.html)[1]
    page = desk.visitor.open(one)
    assert first in page.text and second in page.text and business in page.text, page.text
    report = desk.visitor.open("/office/report")
    assert report.status == 200 and "検証シート" in report.text
    year = re.search(r"year=(\d+)", report.html)[1]
    for kind, begin in (("pdf", b"%PDF-"), ("xlsx", b"PK")):
        file = desk.visitor.open(f"/office/report.{kind}?year={year}")
        assert file.status == 200 and file.body.startswith(begin), file.body[:80]
    assert "書き始めた" in desk.visitor.open("/director/office/figures").text
