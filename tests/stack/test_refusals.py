"""What somebody with bad intentions sends: each answer is a page of ours with a 4xx, and nothing is stored."""

import html
import re
import urllib.parse

import pytest

from test_employer import DIRECTOR, Employer, body, send
from stack import until
from test_site import PROMISED
from visitor import Visitor

FORM = ("Content-Type", "application/x-www-form-urlencoded")
SCRIPT = "<script>alert('見本')</script>"


def refused(stack, visitor, method, path, body=None, headers=()):
    """The status of a request that stores nothing and is answered with a page."""
    before = stack.before()
    answer = visitor.request(method, path, body, headers)
    assert 400 <= answer.status < 500, f"{path}: {answer.status}"
    assert answer.headers["content-type"].startswith("text/html"), path
    assert "<h1" in answer.html and SCRIPT not in answer.html
    assert "content-security-policy" in answer.headers
    assert stack.kept() == before, path
    return answer.status


@pytest.fixture(scope="module")
def visitor(stack):
    """Somebody with a draft, who could change it."""
    visitor = Visitor(stack)
    visitor.walk(Employer("mallory@inn.example.jp"), "pick")
    return visitor


@pytest.mark.parametrize("headers", [
    [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")],
    [("Sec-Fetch-Site", "same-site")],
    [("Origin", "https://evil.example")],
    [("Origin", "null")],
], ids=["cross-site", "same-site", "origin", "null"])
@pytest.mark.parametrize("path", ["/inventory/", "/inventory/pick", "/inventory/send", "/registration/visit"])
def test_forms_of_other_sites_are_refused(stack, visitor, path, headers):
    # CloudFront puts its 404 in the place of every 403.
    assert refused(stack, visitor, "POST", path, b"picks=inn01", [FORM, *headers]) == 404


@pytest.mark.parametrize("token", ["", "x", "k1.ZHJhZnQ.9999999999.AAAAAAAAAAAAAAAAAAAAAA", "../../etc/passwd",
                                   "%00", "%FF", "a" * 4000])
@pytest.mark.parametrize("page", ["/inventory/status", "/inventory/continue", "/registration/mine", "/director/decide"])
def test_forged_tokens_open_nothing(stack, page, token):
    # What is no link at all is answered with the director's page for signing in.
    assert refused(stack, Visitor(stack), "GET", f"{page}?t={token}") in (400, 401, 404, 410)


def test_a_genuine_token_of_another_purpose_opens_nothing(stack, visitor):
    for page in ("/inventory/status", "/registration/mine", "/director/decide"):
        assert refused(stack, Visitor(stack), "GET", f"{page}?t={visitor.cookies['draft']}") in (400, 404, 410)


def test_a_forged_cookie_is_nobodys_draft(stack):
    stranger = Visitor(stack)
    stranger.cookies["draft"] = "k1.ZHJhZnQ.9999999999.AAAAAAAAAAAAAAAAAAAAAA"
    before = stack.before()
    answer = stranger.request("GET", "/inventory/pick")
    assert (answer.status, answer.headers["location"]) == (303, "/inventory/?lost=1")
    assert stack.kept() == before


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", "",
                                  "application/x-www-form-urlencoded; charset=shift_jis"])
def test_what_is_no_form_is_refused(stack, visitor, kind):
    headers = [("Content-Type", kind), ("Sec-Fetch-Site", "same-origin")]
    assert refused(stack, visitor, "POST", "/inventory/pick", b"picks=inn01", headers) == 415


@pytest.mark.parametrize("body, status", [
    (b"picks=%FF%FE", 400),
    (b"%E3%81=inn01", 400),
    (b"picks=inn01&own=" + b"a" * 400_000, 413),
    (urllib.parse.urlencode([("picks", f"inn{n:05}") for n in range(10_000)]).encode(), 400),
    (b"&".join([b"picks=inn01"] * 1_000), 400),
    (b"x" * 5_000 + b"=1", 400),
], ids=["invalid utf-8", "half a character", "oversized", "10,000 tasks", "1,000 values", "long name"])
def test_malformed_bodies_are_refused(stack, visitor, body, status):
    headers = [FORM, ("Sec-Fetch-Site", "same-origin")]
    assert refused(stack, visitor, "POST", "/inventory/pick", body, headers) == status


@pytest.mark.parametrize("path", [
    "/inventory/../../etc/passwd", "/inventory/%2e%2e/%2e%2e/etc/passwd", "/inventory/..%2f..%2fetc/passwd",
    "/inventory/%00", "/inventory/%20", "/inventory/%3Ft=x", "/inventory/task/../../x", "/inventory//pick",
    "/inventory.x/", "/inventoryx/",
    "/registration/../inventory/x", "/registration/%3Cscript%3E", "/etc/passwd/", "/%2e%2e/template.yaml",
    "/.git/HEAD/", "/inventory/remove/inn99",
])
def test_paths_lead_nowhere_but_to_our_pages(stack, visitor, path):
    assert refused(stack, visitor, "GET", path) in (400, 404)


def test_line_ends_in_a_path_become_no_header_and_the_gateways_own_errors_are_as_strict(stack):
    # The emulator's gateway has no route for it and says so itself.
    before = stack.before()
    answer = Visitor(stack).request("GET", "/inventory/%0d%0aSet-Cookie:%20a=b")
    assert answer.status == 404 and "set-cookie" not in answer.headers
    assert [name for name in PROMISED if name not in answer.headers] == []
    assert stack.kept() == before


@pytest.mark.parametrize("path", ["/inventory/", "/registration/visit", "/director/"])
def test_who_comes_past_cloudfront_is_refused(stack, path):
    way = next(way for way in stack.ways_of(stack.host) if path.startswith(way.pattern.rstrip("*")))
    assert stack.plain(f"/_aws/execute-api/{way.api}/$default{path}").status == 403
    assert Visitor(stack).open(path).status == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_change_nothing(stack, visitor, method):
    assert refused(stack, visitor, method, "/inventory/pick", b"picks=inn01", [FORM]) in (403, 404, 405)


def test_choices_that_were_not_offered_are_refused(stack, visitor):
    form = visitor.page.form("/inventory/pick")
    for name in form.choices:
        shown = visitor.put_right(visitor.post("/inventory/pick", [(name, SCRIPT)]))
        assert shown.status == 422 and SCRIPT not in shown.html, name


def test_header_injection_is_no_address(stack):
    visitor = Visitor(stack)
    visitor.walk(Employer("mallory@inn.example.jp"), "contact")
    form = visitor.page.form("/inventory/contact")
    before = stack.before()
    for mail, status in {"a@example.jp\r\nBcc: b@example.jp": 422, "a@example.jp\nSubject: x": 422,
                         "a@example.jp,b@example.jp": 422, "a@example.jp <b@example.jp>": 422, "a@example.jp\0": 400}.items():
        form.set(business="見本", person="見本", mail=mail, consent="yes")
        answer = visitor.put_right(visitor.post(form.action, form.values))
        assert answer.status == status, mail
        if status == 422:
            form = answer.form("/inventory/contact")
        # What was typed is kept with the draft, to be mended; nothing is sent.
        drafts = [item for item in stack.kept() if item not in before]
        assert {item["pk"]["S"][:2] for item in drafts} <= {"D#"}


def test_line_ends_in_a_name_become_no_header(stack):
    employer = Employer("chiyo@inn.example.jp", business="見本旅館\r\nBcc: b@example.jp", person="見本\r\n\r\n花子")
    _, reference = send(stack, employer)
    mails = until(lambda: [m for m in stack.mail.mails() if reference in m["Subject"]])
    for mail in mails:
        addresses = [one.addr_spec for name in ("To", "From", "Reply-To") if mail[name] for one in mail[name].addresses]
        assert mail["Bcc"] is None and mail["Cc"] is None and "b@example.jp" not in addresses
    assert not stack.mail.mails("b@example.jp")


def test_script_in_every_field_stays_text(stack):
    """Text is anybody's to choose; on pages and in mails it stays text."""
    employer = Employer("eve@inn.example.jp")
    visitor, taken = Visitor(stack), {}
    visitor.open("/inventory/")
    visitor.submit(visitor.page.form())
    while visitor.page.step != "send":
        form = filled_in(visitor.page, employer)
        for name in form.texts:
            if name not in taken:
                taken[name] = write_script(visitor, form, name)
            elif taken[name]:
                # Another task asks the same again; it goes with the whole page.
                form.set(**{name: SCRIPT}, **day_for(name))
            if not taken[name] and visitor.page.step.startswith("task") and not dict(form.values)[name]:
                # How often and how long are the only things that a task of one's own cannot leave open.
                form.set(**{name: "30"})
        visitor.submit(form)
        assert visitor.page.status == 200 and SCRIPT not in visitor.page.html, visitor.page.text
    assert {name for name, is_text in taken.items() if is_text} >= {"own1", "business", "person"}, taken
    visitor.submit(visitor.page.form("/inventory/send"))
    assert visitor.page.path == "/inventory/sent"
    mails = until(lambda: [m for m in stack.mail.mails(DIRECTOR) if SCRIPT in body(m)])
    for mail in mails:
        assert SCRIPT not in mail.get_body(("html",)).get_content()
        assert all("\n" not in str(value) for name, value in mail.items() if name != "Received")
    [receipt] = until(lambda: stack.mail.mails(employer.mail))
    link = re.search(rf"{re.escape(stack.url)}/inventory/status\S+", body(receipt))[0]
    assert SCRIPT not in Visitor(stack).open(link).html


def filled_in(page, employer):
    """The form of a page, with an answer to everything that has to be chosen."""
    form = page.form(page.path.split("?")[0])
    match page.step:
        case "industry":
            form.set(industry=employer.industry)
        case "pick":
            form.pick(employer.tasks)
        case "result":
            form.set(chosen=form.choices["chosen"])
        case "contact":
            form.set(**employer.contact, consent="yes")
    for name, options in form.choices.items():
        # The task that was typed has no answers yet; the last option says that it is not known.
        if name not in dict(form.values):
            form.set(**{name: options[-1]})
    return form


def day_for(name):
    """What is undecided needs its day beside its reason."""
    return {name.replace("_reason", "_planned"): "2027-01-15"} if name.endswith("_reason") else {}


def write_script(visitor, form, name):
    """Sends the form with script in this field, and says whether it was taken: then it stays in the form. Where
    something else is wanted, that is said, and what was typed is shown."""
    day = day_for(name)
    before = dict(form.values)
    form.set(**{name: SCRIPT}, **day)
    answer = visitor.put_right(visitor.post(form.action or visitor.page.path, form.values))
    assert answer.status in (303, 422) and SCRIPT not in answer.html, (visitor.page.path, name)
    if answer.status == 303:
        # Back on the page, to go on with the next field.
        answer = visitor.request("GET", visitor.page.path)
        form.set(_seen=dict(answer.form(visitor.page.path.split("?")[0]).values)["_seen"])
        return True
    assert html.escape(SCRIPT) in answer.html.replace("&#x2F;", "/").replace("&#39;", "&#x27;"), name
    # Mended on the page that said so, which knows what is kept by now.
    seen = dict(answer.form(answer.path.split("?")[0]).values)["_seen"]
    form.set(_seen=seen, **{one: before[one] for one in (name, *day)})
    return False
