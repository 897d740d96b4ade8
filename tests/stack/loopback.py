"""A server of HTTP on this machine that a process asks which may die at any moment."""

import http.server
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers without a word in the log."""

    protocol_version = "HTTP/1.1"
    # Headers and body leave as two packets, of which the second would wait 40 ms for the first to be confirmed.
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Whoever asked is gone."""


def serve(handler):
    """Starts it; its address is that of the loopback interface and a free port."""
    server = Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def address(server):
    return f"127.0.0.1:{server.server_address[1]}"
