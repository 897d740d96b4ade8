"""What somebody with bad intentions sends: each answer is a page of ours with a 4xx, and nothing is stored."""

import urllib.parse

import pytest

from test_employer import DIRECTOR, Employer, send
from stack import until
from visitor import Visitor

FORM = ("Content-Type", "application/x-www-form-urlencoded")
SCRIPT = "<script>alert('見本')</script>"


def refused(stack, visitor, method, path, body=None, headers=()):
    """The status of a request that stores nothing and is answered with a page."""
    before = kept(stack)
    answer = visitor.request(method, path, body, headers)
    assert 400 <= answer.status < 500, f"{path}: {answer.status}"
    assert answer.headers["content-type"].startswith("text/html"), path
    assert "<h1" in answer.html and SCRIPT not in answer.html
    assert "content-security-policy" in answer.headers
    assert kept(stack) == before, path
    return answer.status


def kept(stack):
    """All that is stored but the counting of how often somebody asks."""
    return [item for item in stack.items() if not item["pk"]["S"].startswith("B#")]


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
@pytest.mark.parametrize("page", ["/inventory/status", "/inventory/continue", "/registration/mine",
                                  "/registration/office/list"])
def test_forged_tokens_open_nothing(stack, page, token):
    assert refused(stack, Visitor(stack), "GET", f"{page}?t={token}") in (400, 404, 410)


def test_a_genuine_token_of_another_purpose_opens_nothing(stack, visitor):
    for page in ("/inventory/status", "/registration/mine", "/registration/office/list"):
        assert refused(stack, Visitor(stack), "GET", f"{page}?t={visitor.cookies['draft']}") in (400, 404, 410)


def test_a_forged_cookie_is_nobodys_draft(stack):
    stranger = Visitor(stack)
    stranger.cookies["draft"] = "k1.ZHJhZnQ.9999999999.AAAAAAAAAAAAAAAAAAAAAA"
    before = kept(stack)
    answer = stranger.request("GET", "/inventory/pick")
    assert (answer.status, answer.headers["location"]) == (303, "/inventory/?lost=1")
    assert kept(stack) == before


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", "",
                                  "application/x-www-form-urlencoded; charset=shift_jis"])
def test_what_is_no_form_is_refused(stack, visitor, kind):
    headers = [("Content-Type", kind), ("Sec-Fetch-Site", "same-origin")]
    assert refused(stack, visitor, "POST", "/inventory/pick", b"picks=inn01", headers) == 415


@pytest.mark.parametrize("body, status", [
    (b"picks=%FF%FE", 400),
    (b"%E3%81=inn01", 400),
    (b"picks=inn01&own=" + b"a" * 70_000, 413),
    (urllib.parse.urlencode([("picks", f"inn{n:05}") for n in range(10_000)]).encode(), 413),
    (b"&".join([b"picks=inn01"] * 1_000), 400),
    (b"x" * 5_000 + b"=1", 400),
], ids=["invalid utf-8", "half a character", "oversized", "10,000 tasks", "1,000 values", "long name"])
def test_malformed_bodies_are_refused(stack, visitor, body, status):
    headers = [FORM, ("Sec-Fetch-Site", "same-origin")]
    assert refused(stack, visitor, "POST", "/inventory/pick", body, headers) == status


@pytest.mark.parametrize("path", [
    "/inventory/../../etc/passwd", "/inventory/%2e%2e/%2e%2e/etc/passwd", "/inventory/..%2f..%2fetc/passwd",
    "/inventory/%00", "/inventory/task/../../x", "/inventory/%0d%0aSet-Cookie:%20a=b", "/inventory//pick",
    "/registration/../inventory/x", "/registration/%3Cscript%3E", "/etc/passwd/", "/%2e%2e/template.yaml",
    "/.git/HEAD/", "/inventory/remove/inn99",
])
def test_paths_lead_nowhere_but_to_our_pages(stack, visitor, path):
    assert refused(stack, visitor, "GET", path) in (400, 404)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_change_nothing(stack, visitor, method):
    assert refused(stack, visitor, method, "/inventory/pick", b"picks=inn01", [FORM]) in (403, 404, 405)


def test_choices_that_were_not_offered_are_refused(stack, visitor):
    form = visitor.page.form("/inventory/pick")
    for name in form.choices:
        body = urllib.parse.urlencode({name: SCRIPT}).encode()
        assert refused(stack, visitor, "POST", "/inventory/pick", body,
                       [FORM, ("Sec-Fetch-Site", "same-origin")]) == 422


def test_header_injection_is_no_address(stack):
    visitor = Visitor(stack)
    visitor.walk(Employer("mallory@inn.example.jp"), "contact")
    form = visitor.page.form("/inventory/contact")
    for mail in ("a@example.jp\r\nBcc: b@example.jp", "a@example.jp\nSubject: x", "a@example.jp,b@example.jp",
                 "<a@example.jp>", "a@example.jp\0"):
        form.set(business="見本", person="見本", mail=mail, consent="yes")
        answer = visitor.post(form.action, form.values)
        assert answer.status == 422, mail
    assert not [item for item in stack.items() if item["pk"]["S"].startswith("F#") and "mallory" in str(item)]


def test_script_in_every_field_stays_text(stack):
    """Text is anybody's to choose; on pages and in mails it stays text."""
    employer = Employer("eve@inn.example.jp", business=f"見本{SCRIPT}", person=f"見本{SCRIPT}")
    visitor = Visitor(stack)
    visitor.open("/inventory/")
    visitor.submit(visitor.page.form())
    while visitor.page.step != "send":
        form = visitor.page.form(visitor.page.path.split("?")[0])
        texts = {name for name, _ in form.values if name not in form.choices}
        match visitor.page.step:
            case "industry":
                form.set(industry="inn")
            case "pick":
                form.set(picks=["inn02"])
            case "result":
                form.set(chosen=form.choices["chosen"])
            case "contact":
                form.set(**employer.contact, consent="yes")
        for name in texts - set(employer.contact) - {"phone", "postcode"}:
            form.set(**{name: SCRIPT})
        page = visitor.submit(form)
        assert SCRIPT not in page.html
        if page.status == 422:
            # A field of another kind (a number, a date) says so; then it is answered properly.
            page = visitor.open(page.path)
            form = page.form(page.path.split("?")[0])
            match page.step:
                case "pick":
                    form.set(picks=["inn02"])
                case "contact":
                    form.set(**employer.contact, consent="yes")
            visitor.submit(form)
            assert visitor.page.status == 200, visitor.page.text
    visitor.submit(visitor.page.form("/inventory/send"))
    assert visitor.page.path == "/inventory/sent"
    mails = until(lambda: [m for m in stack.mail.mails(DIRECTOR) if SCRIPT in m.get_body(("plain",)).get_content()])
    for mail in mails:
        assert SCRIPT not in mail.get_body(("html",)).get_content()
        assert all("\n" not in str(value) for name, value in mail.items() if name != "Received")
