"""The way from a visitor to the stack: TLS, and the one hop the emulator's CloudFront refuses to make.

MiniStack serves a distribution with its behaviours, function, headers and error pages, but forwards nothing
to a host of AWS (502). For those paths this makes the hop itself, as CloudFront does with the managed policy
AllViewerExceptHostHeader.
"""

import http.client
import http.server
import ssl
import threading

REFUSED = 502
HOP = {"connection", "keep-alive", "transfer-encoding", "te", "upgrade", "content-length", "host"}


class Edge:
    """Listens on `port` for https, with a certificate for `*.cloudfront.net`."""

    # What a visitor may not send past CloudFront.
    OWN = {"x-edge-key", "cloudfront-viewer-address"}


    def __init__(self, port, gateway_port, certificate, key, api_of, proof_of):
        """`api_of(host)` names the API that the distribution's second origin is, `proof_of(host)` the headers
        that CloudFront adds for it."""
        edge = self
        self.port, self.gateway_port, self.api_of, self.proof_of = port, gateway_port, api_of, proof_of

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

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

    def answer(self, request):
        length = int(request.headers.get("content-length") or 0)
        body = request.rfile.read(length) if length else b""
        host = request.headers["host"].split(":")[0]
        headers = [(n, v) for n, v in request.headers.items() if n.lower() not in HOP | self.OWN]
        viewer = headers + [("x-forwarded-proto", "https")]
        status, answered, content = self.ask(request, request.path, host, viewer, body)
        if status == REFUSED:
            forwarded = headers + [("x-forwarded-for", request.client_address[0]), *self.proof_of(host)]
            # By path: by host, the emulator takes the last slash off `/inventory/`.
            path = f"/_aws/execute-api/{self.api_of(host)}/$default{request.path}"
            status, answered, content = self.ask(request, path, "localhost", forwarded, body)
            if status == 403:
                # The distribution's own error page; CloudFront replaces this status of every origin.
                page = http.client.HTTPConnection("127.0.0.1", self.gateway_port, timeout=120)
                page.request("GET", "/404.html", headers={"Host": host, "x-forwarded-proto": "https"})
                got = page.getresponse()
                status, answered, content = 404, got.getheaders(), got.read()
        request.send_response_only(status)
        for name, value in answered:
            if name.lower() not in HOP:
                request.send_header(name, value)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        if request.command != "HEAD":
            request.wfile.write(content)

    def ask(self, request, path, host, headers, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.gateway_port, timeout=120)
        connection.putrequest(request.command, path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", host)
        for name, value in headers:
            connection.putheader(name, value)
        if body or request.command == "POST":
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, answer.getheaders(), content
