"""A table of tasks on the deployed stack: read by `print`, kept with the draft, shown and taken by the questionnaire."""

import io
import secrets
import zipfile

from test_employer import Employer
from visitor import Visitor

TABLE = "/inventory/table"
HEAD = "仕事の名前,回数の数え方,回数"


def upload(visitor, name, file):
    """The page's form with a file, as a browser sends it."""
    form = visitor.open(TABLE).form(f"{TABLE}/read")
    mark = secrets.token_hex(16)
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
             for name, value in form.values if name != "file"]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    content = b"".join([*parts, head.encode(), file, f"\r\n--{mark}--\r\n".encode()])
    kind = ("Content-Type", f"multipart/form-data; boundary={mark}")
    answer = visitor.request("POST", f"{TABLE}/read", content, [kind, ("Sec-Fetch-Site", "same-origin")])
    assert answer.status == 303, answer.text
    return visitor.open(answer.headers["location"])


def visitor(stack):
    visitor = Visitor(stack)
    visitor.walk(Employer("hyou@inn.example.jp"), "pick")
    return visitor


def test_a_table_is_checked_marked_put_right_and_taken_once(stack):
    employer = visitor(stack)
    wrong = f"{HEAD}\r\n口コミ返信の下書き,1か月に,いろいろ\r\n".encode("cp932")
    page = upload(employer, "shigoto.csv", wrong)
    assert page.status == 422 and "2行目 C列「回数」" in page.text, page.text
    marked = employer.request("GET", f"{TABLE}/marked.xlsx")
    assert marked.status == 200 and "kiridashi-marked.xlsx" in marked.headers["content-disposition"]
    cells = zipfile.ZipFile(io.BytesIO(marked.body)).read("xl/sharedStrings.xml").decode()
    assert "直すところ" in cells and "2行目 C列" in cells
    right = f"{HEAD}\r\n口コミ返信の下書き,1か月に,4\r\n".encode("cp932")
    page = upload(employer, "shigoto.csv", right)
    assert page.status == 200 and "1この仕事を読みました" in page.text, page.text
    page = employer.submit(page.form(TABLE))
    assert page.step == "task/inn02", page.path
    page = upload(employer, "onaji.csv", right)
    assert "もう全部" in page.text, page.text


def test_the_template_and_what_is_no_table(stack):
    employer = visitor(stack)
    template = employer.request("GET", f"{TABLE}/template.xlsx")
    assert template.status == 200 and zipfile.is_zipfile(io.BytesIO(template.body))
    page = upload(employer, "hinagata.xlsx", template.body)
    assert page.status == 422 and "見本の行だけ" in page.text, page.text
    assert employer.request("GET", f"{TABLE}/template.csv").body.startswith(b"\xef\xbb\xbf")
    # As large as a file may be, in the base64 in which the gateway hands it on.
    page = upload(employer, "ookii.csv", b"a" * (4 * 1024 * 1024 + 1))
    assert page.status == 422 and "4MBまで" in page.text, page.text
    for path in ("template.xlsx", "marked.xlsx"):
        stranger = Visitor(stack).request("GET", f"{TABLE}/{path}")
        assert (stranger.status, stranger.headers["location"]) == (303, TABLE)
