"""A table of tasks on the deployed stack: read by `print`, kept with the draft, shown and taken by the questionnaire."""

import html
import io
import re
import secrets
import zipfile

import pytest

from test_employer import Employer
from visitor import Visitor

TABLE = "/inventory/table"
HEAD = "仕事の名前,回数の数え方,回数"
MORE = "1回の量,かかる時間,やり方,材料,秘密,判断,しめ切りまで"
# The rows below the headings, with the column that is wrong in each and what is said of it.
ROWS = [
    ("口コミ返信の下書き,1か月に,1,20,5,1,1,1,1,2", "", ""),
    ("送迎の予定表,,たくさん", "C", "「回数」：数だけを書いてください。例：30"),
    (",1か月に,3", "A", "「仕事の名前」：仕事の名前がありません。"),
    ("日報の清書,,,,,てきとう", "F", "「やり方」：「メモか見本がある」「口で説明できる」"),
    ("長" * 61, "A", "「仕事の名前」：60文字までにしてください。いま61文字です。"),
    ("", "", ""),
    ("口コミ返信の下書き,,5", "A", "「仕事の名前」：2行目と同じ仕事です。"),
    ("掲示物づくり,1か月に,5000,1,10", "C", "「回数」：「回数」は、1から999までの数で書いてください。"),
    ("請求書のつづり,1か月に,#REF!,1,10", "C", "「回数」：計算の結果が「#REF!」です。"),
    ("99", "A", "「仕事の名前」：「よくある仕事」に、99番はありません。"),
    ("名簿の整理,1か月に,2026-01-02,1,10", "C", "「回数」：日付になっています。"),
]


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


def as_csv(_):
    """The rows as a spreadsheet in Japan saves them."""
    return "\r\n".join([f"{HEAD},{MORE}", *(line for line, _, _ in ROWS)]).encode("cp932")


def cell(place, written):
    """A cell as Excel writes what was typed: a number, a day, a formula that failed, or words."""
    if written.isdecimal():
        return f'<c r="{place}"><v>{written}</v></c>'
    if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
        return f'<c r="{place}" t="d"><v>{written}</v></c>'
    if written.startswith("#"):
        return f'<c r="{place}" t="e"><v>{written}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{html.escape(written)}</t></is></c>'


def as_xlsx(visitor):
    """The template with the rows in place of its examples."""
    template = zipfile.ZipFile(io.BytesIO(visitor.request("GET", f"{TABLE}/template.xlsx").body))
    rows = []
    for number, (line, _, _) in enumerate(ROWS, 2):
        cells = zip("ABCDEFGHIJ", line.split(","))
        cells = "".join(cell(f"{column}{number}", written) for column, written in cells if written)
        rows.append(f'<row r="{number}">{cells}</row>')
    filled = io.BytesIO()
    with zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as file:
        for name in template.namelist():
            content = template.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                content, count = re.subn(r'<row r="2".*</row>(?=</sheetData>)', "".join(rows), content, flags=re.S)
                assert count == 1, content
            file.writestr(name, content)
    return filled.getvalue()


@pytest.mark.parametrize("name, written", [("shigoto.csv", as_csv), ("shigoto.xlsx", as_xlsx)])
def test_every_kind_of_wrong_cell_is_named_and_nothing_is_taken(stack, name, written):
    employer = visitor(stack)
    page = upload(employer, name, written(employer))
    wrong = [(f"{row}行目 {column}列", why) for row, (_, column, why) in enumerate(ROWS, 2) if column]
    assert page.status == 422 and "まだ何も入れていません" in page.text, page.text
    listed = page.html[page.html.index("<dl"):page.html.index("</dl>")]
    assert re.findall(r"<dd>(\d+行目 [A-Z]列)", listed) == [place for place, _ in wrong], listed
    marked = employer.request("GET", f"{TABLE}/marked.xlsx")
    assert marked.status == 200, marked.status
    cells = zipfile.ZipFile(io.BytesIO(marked.body)).read("xl/sharedStrings.xml").decode()
    for place, why in wrong:
        assert place + why in html.unescape(listed) and place + why in cells, f"{place}{why}\n{listed}\n{cells}"
    # The questions know of no task.
    pick = employer.open("/inventory/pick").form("/inventory/pick")
    assert [pair for pair in pick.values if pair[0].startswith("picks")] == [], pick.values
    assert [pair for pair in pick.values if pair[1] and pair[0] in pick.texts] == [], pick.values
    assert employer.open("/inventory/task/inn02").step == "pick", employer.page.path


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
