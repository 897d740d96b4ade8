"""The way from a visitor to the stack: TLS, and the one hop the emulator's CloudFront refuses to make.

MiniStack serves a distribution's files with its function, headers and error pages, but forwards nothing to a
host of AWS. For paths that belong to such an origin this makes the hop itself: with the headers that the
behaviour's origin request policy names, those that the origin adds, and nothing else of the visitor's.
"""

import contextlib
import fnmatch
import http.client
import http.server
import re
import ssl
import threading
import urllib.parse
from dataclasses import dataclass

import loopback

HOP = {"connection", "keep-alive", "transfer-encoding", "te", "upgrade", "content-length", "host"}
# What CloudFront says itself, whatever the visitor sent.
OWN = {"x-edge-key", "cloudfront-viewer-address"}
VISITOR = "192.0.2.1"


@dataclass
class Way:
    """A cache behaviour that leads to the API."""

    pattern: str
    api: str
    headers: set
    added: list
    # What is said of an answer that does not say it itself.
    defaults: dict


class Edge:
    """Listens on `port` for https, with a certificate for `*.cloudfront.net`."""

    def __init__(self, port, gateway_port, certificate, key, ways_of):
        """`ways_of(host)` lists the behaviours of the distribution of this host that lead to an API."""
        edge = self
        self.port, self.gateway_port, self.ways_of = port, gateway_port, ways_of
        # How large each answer of a function was, for those who reckon with it.
        self.answered = []
        # From where visitors come now.
        self.visitor = VISITOR

        class Handler(loopback.Handler):
            def handle_any(self):
                edge.answer(self)

            do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_PATCH = handle_any

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()

    @contextlib.contextmanager
    def seen_from(self, address):
        """Everybody comes from this address for a while."""
        self.visitor = address
        try:
            yield
        finally:
            self.visitor = VISITOR

    def answer(self, request):
        length = int(request.headers.get("content-length") or 0)
        body = request.rfile.read(length) if length else b""
        host = request.headers["host"].split(":")[0]
        path = normal(request.path)
        way = next((way for way in self.ways_of(host) if fnmatch.fnmatchcase(path, way.pattern)), None)
        if way:
            status, answered, content = self.forward(request, host, way, body)
            self.answered.append(len(content))
        else:
            headers = [(n, v) for n, v in request.headers.items() if n.lower() not in HOP | OWN]
            headers.append(("x-forwarded-proto", "https"))
            status, answered, content = self.ask(request.command, request.path, host, headers, body)
        request.send_response_only(status)
        for name, value in answered:
            if name.lower() not in HOP:
                request.send_header(name, value)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        if request.command != "HEAD":
            request.wfile.write(content)

    def forward(self, request, host, way, body):
        named = (way.headers | {"cookie"}) - OWN
        headers = [(n, v) for n, v in request.headers.items() if n.lower() in named]
        headers.append(("x-forwarded-for", self.visitor))
        if "cloudfront-viewer-address" in way.headers:
            headers.append(("CloudFront-Viewer-Address", f"{self.visitor}:50000"))
        # By path: by host, the emulator takes the last slash off `/inventory/`.
        path = f"/_aws/execute-api/{way.api}/$default{request.path}"
        status, answered, content = self.ask(request.command, path, "localhost", headers + way.added, body)
        if status != 403:
            said = {name.lower() for name, _ in answered}
            answered += [(name, value) for name, value in way.defaults.items() if name not in said]
            return status, answered, content
        # The distribution's own error page; CloudFront replaces this status of every origin.
        _, answered, content = self.ask("GET", "/404.html", host, [("x-forwarded-proto", "https")], b"")
        return 404, answered, content

    def ask(self, method, path, host, headers, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.gateway_port, timeout=120)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", host)
        for name, value in headers:
            connection.putheader(name, value)
        if body or method == "POST":
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, answer.getheaders(), content


def normal(path):
    """The path as CloudFront compares it with a behaviour's pattern; the origin is told the one that was sent."""
    dots = re.sub("%2e", ".", path.split("?")[0], flags=re.I)
    return urllib.parse.urlsplit(urllib.parse.urljoin("https://x/", "https://x" + dots)).path
