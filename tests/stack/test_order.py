"""From an accepted sheet to the papers in a worker's mailbox, and back to what the worker delivered."""

import re

from stack import until
from test_director import case, offered
from test_employer import DIRECTOR, Employer, body, pdf_text, send
from visitor import Visitor

WORKER = "worker-a@example.jp"


def accepted(stack, employer):
    """The director at the page of the order, after accepting."""
    _, reference = send(stack, employer)
    _, link = offered(stack, reference)
    director = Visitor(stack)
    director.open(link)
    director.submit(director.page.form("/director/accept").confirmed())
    token = link.split("?t=")[1]
    director.open(f"/director/order?t={token}")
    assert director.page.status == 200, director.page.text
    return director, reference, token


def issued(director):
    """Fills in what only a director knows, settles what there is to settle, and issues."""
    form = director.page.form("/director/order")
    form.set(place="https://example.jp/folder", other_expenses="1つの分に入っています。", other_ip="見本の約束です。",
             other_confidentiality="見本の約束です。", worker1_name="見本 はなこ", worker1_mail=WORKER)
    director.submit(form)
    assert director.page.status == 200, director.page.text
    while settle := [form for form in director.page.forms() if form.action == "/director/order/settle"]:
        place = dict(settle[0].values)["place"]
        director.submit(settle[0].set(**{f"how{place}": "kept", f"reason{place}": "見本の理由です。"}))
    form = director.page.form("/director/order/issue").confirmed()
    director.submit(form)
    assert director.page.status == 200 and "発注しました" in director.page.text, director.page.text
    return form


def papers(stack, reference):
    """What the worker was mailed about it."""
    return [mail for mail in stack.mail.mails(WORKER) if reference in mail["Subject"] + body(mail)]


def test_an_order_reaches_its_worker_with_its_paper_and_what_is_delivered_comes_back(stack):
    director, reference, token = accepted(stack, Employer("order@inn.example.jp"))
    # Notices of jobs are answered by the function of placements.
    assert Visitor(stack).open(f"/director/order/recruit?t={token}").status == 200
    preview = Visitor(stack).open(f"/director/order.pdf?t={token}&worker=1")
    assert preview.status == 404, "nothing is prepared"
    form = issued(director)
    mail = until(lambda: papers(stack, reference))[0]
    attached = [part for part in mail.iter_attachments() if part.get_content_type() == "application/pdf"]
    assert len(attached) == 1 and f"{reference}-1-a" in pdf_text(attached[0].get_content())
    # Pressed again: one version, one mail.
    before = case(stack, reference)
    again = Visitor(stack)
    again.post(form.action, form.values)
    assert case(stack, reference) == before
    link = re.search(rf"{re.escape(stack.url)}/work/order\S+", body(mail))[0]
    worker = Visitor(stack)
    assert worker.open(link).status == 200 and "取引条件明示書" in worker.page.text
    printed = Visitor(stack).open(link.replace("/work/order?", "/work/order.pdf?"))
    assert printed.status == 200 and f"{reference}-1-a" in pdf_text(printed.body)
    # A mail filter's machine presses the buttons as they were served: nothing is recorded.
    for form in worker.page.forms():
        machine = Visitor(stack)
        machine.open(link)
        assert machine.submit(form).status == 422, form.action
    assert case(stack, reference) == before
    worker.open(link)
    worker.submit(worker.page.form("/work/received").confirmed())
    form = worker.page.form("/work/delivered").set(quantity="3", url="https://example.jp/folder/1")
    told = len(stack.mail.mails(DIRECTOR))
    worker.submit(form)
    assert worker.page.status == 200 and "納品を記録しました" in worker.page.text, worker.page.text
    delivered = until(lambda: [mail for mail in stack.mail.mails(DIRECTOR)[told:] if reference in mail["Subject"]])
    assert "https://example.jp/folder/1" in body(delivered[0])
