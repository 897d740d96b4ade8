"""Employers whom the office helps, on the deployed functions: visited, at the counter, on the telephone and by paper."""

import datetime
import html
import re

from stack import until
from test_desk import JAPAN, Desk
from test_director import offered
from test_employer import DIRECTOR, OFFICE, Employer, body, mails_about
from test_order import WORKER, issued
from test_together import code, join
from visitor import Visitor


def begun(desk, way=None, visit=""):
    """An inventory that the office begins; where it was met is known from the visit."""
    form = desk.visitor.open(f"/office/help{visit}").form("/office/help")
    desk.visitor.submit(form if way is None else form.set(way=way))
    return desk.visitor


def asked(stack, way, name, until):
    """The office signed in, and what it writes for an employer up to a page."""
    stack.sweep()
    employer = Employer(f"{way}@inn.example.jp", business=f"見本旅館 {name}")
    visitor = begun(Desk(stack), way)
    visitor.walk(employer, until)
    return visitor, employer


def today():
    return datetime.datetime.now(JAPAN).date().isoformat()


def recording(visitor):
    """The office's page on which is recorded that the employer agreed, from the last page before anything is sent."""
    link = html.unescape(re.search(r'href="(/office/help/agreement[^"]+)"', visitor.page.html)[1])
    return visitor.open(link).form("/office/help/agreement")


def agreed(visitor, **said):
    """Recorded, and sent."""
    visitor.submit(recording(visitor).set(agreed="yes", **said))
    assert visitor.page.path == "/inventory/send" and "が記録）" in visitor.page.text, visitor.page.text
    visitor.submit(visitor.page.form("/inventory/send"))


def refused(visitor, form):
    """Without what the employer has to agree to nothing leaves, and the page says so."""
    page = visitor.submit(form)
    assert page.path.startswith(form.action) and page.status == 422 and "同意" in page.text, page.text
    return page


def is_not_sent_by_pressing_alone(visitor):
    page = visitor.post("/inventory/send", {"agreed": "yes"})
    assert page.status == 422 and "先に、「同意を記録する」" in page.text, page.text
    visitor.open("/inventory/send")


def sent(visitor):
    assert visitor.page.path == "/inventory/sent", visitor.page.text
    return re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", visitor.page.text)[0]


def told(stack, reference, words):
    """Director and office read in their mails who helped, and how the employer agreed."""
    until(lambda: len(mails_about(stack, reference)) >= 3)
    for address in (DIRECTOR, OFFICE):
        mails = [body(mail) for mail in stack.mail.mails(address) if reference in str(mail["Subject"]) + body(mail)]
        assert any(all(word in mail for word in words) for mail in mails), mails


def hears(stack, reference, subject, *addresses):
    """Each of them gets a mail of that subject about it."""
    for address in addresses:
        until(lambda: [mail for mail in stack.mail.mails(address)
                       if subject in str(mail["Subject"]) and reference in str(mail["Subject"]) + body(mail)])


def test_a_visit_becomes_a_job_that_is_placed(stack):
    stack.sweep()
    desk = Desk(stack)
    employer = Employer("houmon@inn.example.jp", business="見本旅館 おうかがい")
    form = desk.visitor.open("/office/visits/entry").form("/office/visits/entry")
    desk.visitor.submit(form.set(business=employer.business, result="begun", step="シートの返事を聞く", step_on=today()))
    assert "シートの返事を聞く" in desk.visitor.page.text, desk.visitor.page.text
    link = desk.link("/office/visits", f"この訪問で書き出す（{employer.business.replace(' ', '')}）")
    visitor = begun(desk, visit=link.removeprefix("/office/help"))
    visitor.walk(employer, "send")
    assert "同意" in visitor.page.text
    is_not_sent_by_pressing_alone(visitor)
    refused(visitor, recording(visitor).set(agreed_way="spoken", agreed_on=today()))
    visitor.open("/inventory/send")
    agreed(visitor, agreed_way="spoken", agreed_on=today())
    reference = sent(visitor)
    told(stack, reference, ["窓口）が手伝って書きました（訪問）"])
    _, link = offered(stack, reference)
    director = Visitor(stack)
    director.open(link)
    director.submit(director.page.form("/director/accept").confirmed())
    before = len(stack.mail.mails(WORKER))
    director.open(f"/director/order?t={link.split('?t=')[1]}")
    issued(director)
    until(lambda: [mail for mail in stack.mail.mails(WORKER)[before:] if reference in body(mail) + mail["Subject"]])
    # One client, who was visited and sent a sheet.
    page = desk.visitor.open("/office/businesses?q=%E3%81%8A%E3%81%86%E3%81%8B%E3%81%8C%E3%81%84").text
    assert "シート 1　セミナー 0　訪問 1" in page, page


def test_at_the_counter_the_office_writes_and_records_that_the_employer_agreed(stack):
    visitor, _ = asked(stack, "counter", "まどぐち", "send")
    tomorrow = (datetime.datetime.now(JAPAN).date() + datetime.timedelta(days=1)).isoformat()
    refused(visitor, recording(visitor).set(agreed_way="spoken", agreed_on=tomorrow, agreed="yes"))
    visitor.open("/inventory/send")
    agreed(visitor, agreed_way="spoken", agreed_on=today())
    told(stack, sent(visitor), ["窓口）が手伝って書きました（来所）"])


def test_on_the_telephone_the_office_begins_and_the_employer_goes_on_and_agrees(stack):
    office, employer = asked(stack, "phone", "でんわ", "task/inn02")
    phone = join(stack, code(office))
    assert phone.page.path == "/inventory/task/inn02", phone.page.text
    phone.walk(employer, "send")
    # The employer's own device asks for one tick, and no record of anybody else.
    form = phone.page.form("/inventory/send")
    assert "agreed" in form.choices and "agreed_way" not in form.choices
    refused(phone, form)
    phone.submit(phone.page.form("/inventory/send").set(agreed="yes"))
    told(stack, sent(phone), ["窓口）が手伝って書きました（電話）"])


def test_a_worksheet_is_copied_by_its_number_and_sent_with_the_signature_on_it(stack):
    stack.sweep()
    desk = Desk(stack)
    employer = Employer("kami@inn.example.jp", business="見本旅館 かみ")
    visitor = desk.visitor
    form = visitor.open("/office/handouts").form("/office/handouts/sheets")
    visitor.submit(form.set(industry="inn", copies="1"))
    number = re.search(r"<li><b>([^<]+)</b>", visitor.page.html)[1]
    sheet = visitor.request("GET", f"/office/handout.pdf?numbers={number}")
    assert sheet.status == 200 and sheet.body.startswith(b"%PDF-")
    form = visitor.open("/office/handouts").form("/office/handouts/open")
    visitor.submit(form.set(number=number.lower()))
    assert visitor.page.path == "/inventory/copy" and number in visitor.page.text, visitor.page.text
    written = enumerate(("2", "2", "8", "4", "10", "2", "1", "1", "1", "2"), 1)
    visitor.submit(visitor.page.form("/inventory/copy").set(**{f"box1_{box}": value for box, value in written}))
    assert visitor.page.step != "copy", visitor.page.text
    visitor.walk(employer, "send")
    agreed(visitor, agreed_way="signed", agreed_on=today())
    told(stack, sent(visitor), ["窓口）が手伝って書きました（紙）"])
    # It was begun when its number was opened.
    figures = visitor.open("/director/office/figures").text
    assert re.search(r"書き出しの紙（宿泊・飲食）\s+1\s", figures), figures


def test_what_was_agreed_to_is_taken_back_by_link_and_agreed_to_again_by_telephone(stack):
    visitor, employer = asked(stack, "phone", "とりけし", "send")
    agreed(visitor, agreed_way="phone", agreed_on=today())
    reference = sent(visitor)
    until(lambda: len(mails_about(stack, reference)) >= 3)
    [receipt] = [mail for mail in stack.mail.mails(employer.mail) if reference in body(mail)]
    own = Visitor(stack)
    own.open(re.search(rf"{re.escape(stack.url)}/inventory/status\S+", body(receipt))[0])
    page = own.submit(own.page.form("/inventory/agreement"))
    assert page.status == 422, "without the box nothing is taken back"
    own.submit(own.page.form("/inventory/agreement").set(sure="yes"))
    assert "同意の取り消しを記録しました" in own.page.text and "取り下げ" in own.page.text, own.page.text
    hears(stack, reference, "事業者が同意を取り消しました", DIRECTOR, OFFICE)
    # Whoever rings afterwards is heard by the office, in whose words it stands beside the employer's own.
    desk = Desk(stack)
    form = desk.visitor.open(f"/office/agreement?of={reference.lower().replace('-', '')}").form("/office/agreement")
    desk.visitor.submit(form.set(agreed_way="phone", agreed_on=today(), agreed="yes"))
    text = desk.visitor.page.text
    assert "自分のスマホやパソコンで" in text and text.count("電話で聞いた（") == 2, text
    hears(stack, reference, "もう一度の同意を記録しました", employer.mail)
