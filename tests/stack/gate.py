"""A gate before the emulator: passes every call on, and may be the last that a process hears of one."""

import http.client
import re
import threading
import urllib.parse

import loopback


class Gate:
    """What one process asks of AWS, in its order; `ends(calls)` says after which answer the process is to die."""

    def __init__(self, endpoint, ends):
        gate, there = self, endpoint.removeprefix("http://")
        # The kinds of calls so far, and the process that makes them, once it runs.
        gate.calls, gate.process, gate.lock = [], None, threading.Lock()

        class Handler(loopback.Handler):
            def handle_any(self):
                length = int(self.headers.get("content-length") or 0)
                body = self.rfile.read(length) if length else None
                connection = http.client.HTTPConnection(there, timeout=120)
                connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
                for name, value in self.headers.items():
                    connection.putheader(name, value)
                connection.endheaders(body)
                answer = connection.getresponse()
                content = answer.read()
                connection.close()
                with gate.lock:
                    gate.calls.append(kind(self.command, self.path, self.headers))
                    if ends(gate.calls):
                        # Done there, and never heard of here.
                        gate.process.kill()
                        gate.process.wait()
                        self.close_connection = True
                        return
                self.send_response_only(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                        self.send_header(name, value)
                if self.command != "HEAD":
                    self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = handle_any

        self.server = loopback.serve(Handler)

    @property
    def endpoint(self):
        return f"http://{loopback.address(self.server)}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def kind(method, path, headers):
    """Which service does what, and on the shelf where: `s3 PUT pages`, `dynamodb Query`."""
    service = re.search(r"Credential=[^/]+/\d+/[^/]+/([\w-]+)/", headers.get("authorization") or "")
    service = service[1] if service else "?"
    operation = (headers.get("x-amz-target") or "").rpartition(".")[2]
    if operation:
        return f"{service} {operation}"
    split = urllib.parse.urlsplit(path)
    if service != "s3":
        return f"{service} {method}"
    key = split.path.split("/", 2)[2:] or [""]
    query = urllib.parse.parse_qs(split.query)
    place = (key[0] or query.get("prefix", [""])[0]).split("/")[0]
    verb = "COPY" if "x-amz-copy-source" in headers else method
    return f"s3 {verb} {place}".strip()
