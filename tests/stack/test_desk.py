"""The office at the deployed desk: a seminar from a copy and called off, two editors, a photo, a set time, and back."""

import base64
import datetime
import json
import pathlib
import re
import secrets
import time
import tomllib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from stack import ROOT, until
from test_employer import OFFICE, body
from test_publishing import HOURS
from visitor import Visitor

CHANGE, EDIT = "/office/change", "/office/change/edit"
SEMINAR = "2027-02-24-soudan"
COLLEAGUE = "office-2@example.jp"
JAPAN = datetime.timezone(datetime.timedelta(hours=9))


class Desk:
    """Somebody of the office, signed in."""

    def __init__(self, stack):
        self.stack, self.visitor = stack, Visitor(stack)
        before = len(self.codes())
        asking = self.visitor.open(f"/director/?to={CHANGE.replace('/', '%2F')}").form("/director/")
        self.visitor.submit(asking.set(mail=OFFICE))
        mail = until(lambda: self.codes()[before:])[-1]
        code = re.search(r"\b[3-9A-Z]{4}-[3-9A-Z]{4}\b", body(mail))[0]
        self.visitor.submit(self.visitor.page.form("/director/code").set(code=code))
        assert self.visitor.page.path == CHANGE, self.visitor.page.text

    def codes(self):
        return [mail for mail in self.stack.mail.mails(OFFICE) if mail["Subject"] == "サインインの番号"]

    def form(self, path):
        page = self.visitor.open(path)
        assert page.status == 200, page.text
        return page.form(EDIT)

    def link(self, path, words):
        """Where a link of a page leads that has these words."""
        html = self.visitor.open(path).html
        links = re.findall(r'<a[^>]*href="([^"]+)"[^>]*>(.*?)</a>', html, re.S)
        found = [href for href, label in links if words in re.sub(r"<[^>]+>|\s", "", label)]
        assert found, f"{words} on {path}: {html}"
        return found[0].replace("&amp;", "&").replace("&#x2F;", "/")

    def check(self, form, **values):
        """「確かめる」: the page of what changes, or what is wrong."""
        return self.visitor.submit(form.set(**values))

    def publish(self, path, words, **more):
        """「公開する」, until visitors read these words there; with when it is to be, until it waits. A function on the
        emulator does not reach the edge, so its page never says that it has seen it."""
        form = self.visitor.page.form(f"{CHANGE}/publish").set(why="試し", **more)
        page = self.visitor.submit(form)
        assert page.status == 200 and (more or f"{CHANGE}/published" in page.path), page.text
        if not more:
            assert "公開しています" in page.text and "公開中です" not in page.text
            until(lambda: words in Visitor(self.stack).open(path).html)
        return page

    def upload(self, form, photo, **values):
        """The form with a file, as a browser sends it."""
        form.set(**values)
        mark = secrets.token_hex(16)
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
                 for name, value in form.values if name != "photo"]
        head = (f'--{mark}\r\nContent-Disposition: form-data; name="photo"; filename="yama.jpg"\r\n'
                "Content-Type: image/jpeg\r\n\r\n")
        content = b"".join([*parts, head.encode(), photo, f"\r\n--{mark}--\r\n".encode()])
        kind = ("Content-Type", f"multipart/form-data; boundary={mark}")
        answer = self.visitor.request("POST", EDIT, content, [kind, ("Sec-Fetch-Site", "same-origin")])
        where = answer.headers.get("location")
        return self.visitor.open(where) if where else answer

    def undo(self, number):
        form = self.visitor.open(f"{CHANGE}/version?n={number}").form(f"{CHANGE}/undo")
        return self.visitor.submit(form.set(why="終わり"))

    def newest(self):
        return max(int(number) for number in re.findall(r"/version\?n=(\d+)", self.visitor.open(f"{CHANGE}/history").html))


@pytest.fixture(scope="module")
def desk(stack):
    """Signed in; what these tests published is taken back, the latest first."""
    # Mails of the tests before may wait for it.
    stack.sweep()
    desk = Desk(stack)
    before = desk.newest()
    yield desk
    for number in range(desk.newest(), before, -1):
        desk.undo(number)
    until(lambda: Visitor(stack).open(f"/seminars/{SEMINAR}/").status == 404)


def text(stack, path):
    return Visitor(stack).open(path).text


def test_nobody_else_comes_to_the_desk(stack, desk):
    for path in ("/office/", CHANGE, f"{EDIT}?form=holidays", f"{CHANGE}/history", "/office/letters", "/office/visits",
                 "/office/businesses"):
        page = Visitor(stack).open(path)
        assert page.status == 401 and "サインイン" in page.text, path
    before = stack.before()
    assert Visitor(stack).post(EDIT, {"form": "holidays", "new_day_1": "2027-04-01", "new_name_1": "見本"}).status == 401
    assert stack.kept() == before


def test_the_day_begins_with_what_cannot_wait(desk):
    for path in ("/office/", "/office/letters", "/office/visits", "/office/visits/entry", "/office/help", "/office/handouts",
                 "/office/businesses", "/director/papers?as=office", "/director/office/figures"):
        for _ in range(4):
            page = desk.visitor.open(path)
            assert page.status == 200, f"{path}: {page.text}"
    # Excel knows by its first three bytes that a file is UTF-8.
    file = desk.visitor.open("/office/visits.csv")
    assert file.status == 200 and file.body.startswith(b"\xef\xbb\xbf"), file.body[:20]
    for path in ("seminars", "pages", "tasks", "directors", "history"):
        assert desk.visitor.open(f"{CHANGE}/{path}").status == 200, path


def test_a_seminar_from_a_copy_is_seen_everywhere_at_one_time_and_called_off(stack, desk):
    copy = desk.form(desk.link(f"{CHANGE}/seminars", "写して新しく作る（【見本】業種別相談会（宿泊・飲食）"))
    copy.set(title="書き出し相談会", day="2026-11-20", to="16:00", slot_minutes="30", body="1組30分、6組まで。")
    refused = desk.check(copy)
    assert refused.status == 422 and "今日から後の日" in refused.text and "書き出し相談会" in refused.html
    desk.check(refused.form(EDIT), day="2027-02-24")
    preview = desk.link(desk.visitor.page.path, "できあがるページを見る")
    assert Visitor(stack).open(f"/seminars/{SEMINAR}/").status == 404
    colleague = Visitor(stack).open(preview)
    assert colleague.status == 200 and "書き出し相談会" in colleague.text
    desk.publish(f"/seminars/{SEMINAR}/", "書き出し相談会")
    page = Visitor(stack).open(f"/seminars/{SEMINAR}/")
    banner = re.compile(r'<aside class="preview-banner".*?</aside>', re.S)
    assert banner.sub("", colleague.html, 1) == page.html
    assert "書き出し相談会" in text(stack, "/seminars/")
    assert "20270224T" in Visitor(stack).open("/seminars/calendar.ics").html
    until(lambda: "書き出し相談会（15:30〜16:00）" in text(stack, f"/registration/{SEMINAR}-6"))
    until(lambda: [mail for mail in stack.mail.mails(COLLEAGUE) if mail["Subject"].startswith("サイトを変えました")])
    cancel = desk.form(desk.link(f"{CHANGE}/seminars", "中止にする（書き出し相談会（13:00〜13:30））"))
    desk.check(cancel, times="all", cancelled="大雪のため中止します。")
    desk.publish(f"/seminars/{SEMINAR}/", "大雪のため中止します。")
    for page in (SEMINAR, f"{SEMINAR}-6"):
        assert "中止になりました" in text(stack, f"/seminars/{page}/"), page


def test_two_editors_are_put_together_and_where_both_changed_the_same_one_is_chosen(stack, desk):
    place = f"{EDIT}?form=seminar&of=seminars/2027-01-20-hajimete.md"
    ann, bob, cho = desk.form(place), desk.form(place), desk.form(place)
    shown = "/seminars/2027-01-20-hajimete/"
    desk.check(ann, fee="500円")
    desk.publish(shown, "500円")
    desk.check(bob, venue="役場（見本）")
    desk.publish(shown, "役場（見本）")
    page = desk.check(cho, fee="300円")
    assert page.path.startswith(f"{CHANGE}/choose") and "300円" in page.text and "500円" in page.text
    choice = page.form(f"{CHANGE}/choose")
    assert desk.visitor.post(choice.action, choice.values).status == 422
    desk.check(choice, fee="mine")
    desk.publish(shown, "300円")
    assert "役場（見本）" in text(stack, shown)


def test_a_photo_is_shown_without_what_its_file_tells(stack, desk):
    place = f"{EDIT}?form=page&of=about.md"
    [jpeg, *_] = sorted(pathlib.Path(ROOT, "site/static/photos").glob("*.jpg"))
    photo = jpeg.read_bytes()
    exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0" + bytes([0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]) + b"SecretCamera"
    photo = photo[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + photo[2:]
    broken = desk.upload(desk.form(place), photo[:len(photo) // 2], photo_alt="見本の山")
    assert broken.status == 422 and "写真がこわれて" in broken.text and "見本の山" in broken.html
    desk.upload(desk.form(place), photo, photo_alt="見本の山")
    desk.publish("/about/", 'alt="見本の山"')
    page = Visitor(stack).open("/about/").html
    files = set(re.findall(r"/photos/[\w.-]+", page))
    assert files
    for file in files:
        shown = Visitor(stack).open(file)
        assert shown.headers["content-type"] == "image/jpeg" and b"SecretCamera" not in shown.body
        assert len(shown.body) <= 300_000


def test_what_has_its_time_is_published_then(stack, desk):
    desk.check(desk.form(f"{EDIT}?form=office"), operator_hours=f"{HOURS}（見本の時刻）")
    at = datetime.datetime.now(JAPAN) + datetime.timedelta(minutes=20)
    waiting = desk.publish("", "", when="later", at_day=f"{at:%Y-%m-%d}", at_time=f"{at:%H:%M}")
    assert "に公開します" in waiting.text, waiting.text
    stack.publish()
    assert "見本の時刻" not in text(stack, "/inventory/")
    stack.later(minutes=21)
    stack.publish()
    until(lambda: "見本の時刻" in text(stack, "/inventory/"))


def test_an_alarm_and_the_months_cost_stand_on_the_page_of_today(stack, desk):
    """As CloudWatch and AWS Budgets publish them; the emulator's own alarms and budgets publish nothing."""
    topics = {one["TopicArn"].rsplit(":", 1)[1]: one["TopicArn"] for one in stack.aws("sns").list_topics()["Topics"]}
    alarms = next(arn for name, arn in topics.items() if "Alarms" in name)
    costs = topics["kiridashi-test-costs"]
    alarm = {"AlarmName": "kiridashi-test-PublishErrors", "NewStateValue": "ALARM", "OldStateValue": "OK"}
    today = lambda: desk.visitor.open("/office/").text
    assert "公開されていないかもしれません" not in today()
    stack.aws("sns").publish(TopicArn=alarms, Message=json.dumps(alarm))
    stack.aws("sns").publish(TopicArn=costs, Message=(
        "AWS Budget Notification December 9, 2026\n\nBudget Name: kiridashi-test\nBudgeted Amount: $30.00\n"
        "Alert Type: FORECASTED\nAlert Threshold: > $30.00\nFORECASTED Amount: $41.50\n"))
    until(lambda: "公開されていないかもしれません" in today())
    until(lambda: "今月の費用は41.50ドルになり、決めた額（30.00ドル）をこえそうです" in today())
    stack.aws("sns").publish(TopicArn=alarms, Message=json.dumps({**alarm, "NewStateValue": "OK"}))
    until(lambda: "公開されていないかもしれません" not in today())


def test_another_kiridashi_is_entered_by_the_office_and_heard_through_cloudfront(stack, desk):
    """Its key is entered on the partner's page; what it signs is taken, what another signs is not."""
    [settings] = ROOT.glob("towns/*/content/programme.toml")
    [partner] = tomllib.loads(settings.read_text())["partners"]
    genuine, forger = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    card = json.loads(Visitor(stack).open("/.well-known/kiridashi").html)
    assert card["schema"] == "kiridashi.v1" and "handover.v1" in card["takes"] and card["keys"]
    key = "whpk_" + base64.b64encode(genuine.public_key().public_bytes_raw()).decode()
    form = desk.form(f"{EDIT}?form=partner&of={partner['id']}")
    desk.check(form, kiridashi="https://tonari.example.jp", keys=key)
    desk.publish("/privacy/", partner["name"])
    sheet = {"schema": "handover.v1", "id": "X7M3-FXWP-1", "version": 1, "title": "台帳の入力", "industry": "宿泊・飲食", "tags": [],
             "hours_month": 6.0, "fields": [], "withheld": [], "answer_by": None}
    sheet = json.dumps(sheet).encode()
    answers = []
    for signer in (genuine, genuine, forger):
        now = str(int(time.time()))
        signature = signer.sign(b"one." + now.encode() + b"." + sheet)
        headers = [("Content-Type", "application/json"), ("Webhook-Id", "one"), ("Webhook-Timestamp", now),
                   ("Webhook-Signature", "v1a," + base64.b64encode(signature).decode())]
        # Functions take the new key up within seconds.
        answered = until(lambda: [it for it in [Visitor(stack).request("POST", "/director/partner", sheet, headers)]
                                  if it.status == 202 or signer is forger])[0]
        answers.append((answered.status, json.loads(answered.html)))
    assert answers[0] == answers[1] and answers[2] == (401, {"error": "signature"})
    number = answers[0][1]["id"]
    [told] = until(lambda: [mail for mail in stack.mail.mails(OFFICE) if number.rpartition("-")[0] in mail["Subject"]])
    assert "連携先から渡された仕事" in body(told)
