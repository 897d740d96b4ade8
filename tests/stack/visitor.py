"""A visitor without script: keeps cookies, follows redirects, fills in the forms of the pages it is shown."""

import http.client
import html.parser
import re
import socket
import ssl
import urllib.parse

# Everything that visitors of all tests have typed or opened that may tell who they are: words, addresses, numbers,
# codes and the tokens of links. What is chosen from a list says nothing of anybody.
TYPED = set()
TELLING = re.compile(r"[^\x00-\x7f]|[@<]|\d{2,4}-\d{2,4}-\d{4}|^[3-9A-Z]{4}-[3-9A-Z]{4}$|^[\w-]+\.[\w-]+\.\d+\.[\w-]{22}$")


def note(pairs):
    """Remembers what was typed, line by line; but `of`, the number of a receipt, which logs may hold."""
    values = (value for name, value in pairs if name != "of")
    lines = (line.strip() for value in values for line in str(value).splitlines())
    TYPED.update(line for line in lines if len(line) > 1 and TELLING.search(line))


class Page:
    """An answer."""

    def __init__(self, path, status, headers, body):
        self.path, self.status, self.headers, self.body = path, status, headers, body

    @property
    def html(self):
        return self.body.decode()

    @property
    def step(self):
        return self.path.split("?")[0].removeprefix("/inventory/")

    def forms(self):
        parser = Forms()
        parser.feed(self.html)
        return [form for form in parser.forms if form.method == "post"]

    def form(self, action=""):
        found = [form for form in self.forms() if action in form.action]
        assert found, f"no form {action} on {self.path}:\n{self.text}"
        return found[0]

    @property
    def text(self):
        parser = Text()
        parser.feed(self.html)
        return "\n".join(parser.parts)


class Form:
    """A form with the values its controls hold."""

    def __init__(self, action, method):
        self.action, self.method = action, method
        self.values, self.choices, self.texts = [], {}, []

    def set(self, **values):
        for name, value in values.items():
            self.values = [pair for pair in self.values if pair[0] != name]
            chosen = value if isinstance(value, (list, tuple)) else [value]
            self.values += [(name, one) for one in chosen]
        return self

    def pick(self, tasks):
        """Ticks tasks on the page of tasks, each in the list that offers it."""
        for name in [name for name in self.choices if name.startswith("picks")]:
            self.set(**{name: [task for task in tasks if task in self.choices[name]]})
        return self

    def confirmed(self):
        """As a person sends it who means it: the boxes ticked that say so."""
        return self.set(**{name: "yes" for name in self.choices if name.startswith("confirm_")})


class Forms(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.form, self.area, self.select = [], None, None, None

    def handle_starttag(self, tag, pairs):
        at = dict(pairs)
        if tag == "form":
            self.form = Form(at.get("action", ""), at.get("method", "get").lower())
            self.forms.append(self.form)
        if self.form is None:
            return
        name = at.get("name")
        if tag == "textarea" and name:
            self.area = [name, ""]
            self.form.texts.append(name)
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            self.form.choices.setdefault(self.select, []).append(at.get("value", ""))
            if "selected" in at:
                self.form.values.append((self.select, at.get("value", "")))
        elif tag == "input" and name:
            value, kind = at.get("value") or "", at.get("type", "text")
            if kind in ("radio", "checkbox"):
                self.form.choices.setdefault(name, []).append(value)
                if "checked" in at:
                    self.form.values.append((name, value))
            elif kind != "submit":
                self.form.values.append((name, value))
                if kind != "hidden":
                    self.form.texts.append(name)

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            self.form.values.append((self.area[0], self.area[1].removeprefix("\n")))
            self.area = None
        elif tag == "select":
            # A browser sends the first where none is chosen.
            if self.form and self.select not in dict(self.form.values):
                self.form.values.extend((self.select, first) for first in self.form.choices.get(self.select, [])[:1])
            self.select = None
        elif tag == "form":
            self.form = None


class Text(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts = []

    def handle_data(self, data):
        if data.strip():
            self.parts.append(data.strip())


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, stack):
        self.stack, self.cookies, self.page = stack, {}, None

    def request(self, method, path, body=None, headers=()):
        """One request as it is; keeps cookies, follows nothing. Headers are pairs."""
        stack = self.stack
        raw = socket.create_connection(("127.0.0.1", stack.edge.port), 120)
        # It reads every authority that this machine knows, if it is given none.
        connection = http.client.HTTPSConnection(stack.host, context=stack.tls)
        connection.sock = stack.tls.wrap_socket(raw, server_hostname=stack.host)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", stack.host)
        if self.cookies:
            connection.putheader("Cookie", "; ".join(f"{n}={v}" for n, v in self.cookies.items()))
        for name, value in headers:
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        page = Page(path, answer.status, answer.headers, answer.read())
        connection.close()
        for line in answer.headers.get_all("set-cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            assert "HttpOnly" in line and "Secure" in line and "SameSite" in line, line.split("=")[0]
            self.cookies[name] = value
        self.cookies = {name: value for name, value in self.cookies.items() if value}
        note(self.cookies.items())
        note(urllib.parse.parse_qsl(urllib.parse.urlsplit(path).query))
        return page

    def open(self, address):
        """Opens a path, or an address out of a mail, and follows redirects."""
        path = address.removeprefix(self.stack.url)
        for _ in range(10):
            self.page = self.request("GET", path)
            where = self.page.headers.get("location")
            if where is None:
                return self.page
            path = where.removeprefix(self.stack.url)
        raise AssertionError(f"redirects without end at {address}")

    def post(self, path, values, headers=(("Sec-Fetch-Site", "same-origin"),)):
        note(values.items() if isinstance(values, dict) else values)
        body = urllib.parse.urlencode(values).encode()
        kind = ("Content-Type", "application/x-www-form-urlencoded")
        return self.request("POST", path, body, [kind, *headers])

    def put_right(self, answer):
        """The page that a refused answer leads to, with what was typed and what is wrong; any other answer as it is."""
        where = answer.headers.get("location") or ""
        return self.request("GET", where.removeprefix(self.stack.url)) if "refused=1" in where else answer

    def submit(self, form):
        action = form.action.removeprefix(self.stack.url) or self.page.path
        answer = self.post(action, form.values)
        where = answer.headers.get("location")
        self.page = answer
        return self.open(where) if where else answer

    def walk(self, employer, until):
        """Answers the questionnaire's pages as they come until this one is on the screen."""
        if self.page is None:
            self.open("/inventory/")
            self.submit(self.page.form())
        for _ in range(60):
            assert self.page.status == 200, f"{self.page.path}: {self.page.status}\n{self.page.text}"
            if self.page.step == until:
                return self.page
            form = self.page.form(self.page.path.split("?")[0])
            match self.page.step:
                case "industry":
                    form.set(industry=employer.industry)
                case "pick":
                    form.pick(employer.tasks)
                case "result":
                    form.set(chosen=form.choices["chosen"])
                case "contact":
                    form.set(**employer.contact, consent="yes")
            self.submit(form)
        raise AssertionError(f"{until} was not reached, stuck at {self.page.path}:\n{self.page.text}")
