"""A partner's receiver on loopback: takes webhooks, keeps them, answers as it is told."""

import http.server
import threading
import time


class Receiver:
    """Keeps (partner, headers, body) of each request, and when it had come in whole; `answer(partner, number)` decides the status code."""

    def __init__(self, answer=lambda partner, number: 202):
        self.arrivals, self.times = [], []
        self.changed = threading.Condition()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                partner = self.path.rsplit("/", 1)[-1]
                with receiver.changed:
                    receiver.arrivals.append((partner, {k.lower(): v for k, v in self.headers.items()}, body))
                    receiver.times.append(time.monotonic())
                    number = len(receiver.arrivals)
                    receiver.changed.notify_all()
                status = answer(partner, number)
                self.send_response(status)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *arguments):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, request, address):
                pass  # A sender that is killed resets its connections; that is what some tests are for.

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def wait_for(self, count, seconds=60):
        with self.changed:
            return self.changed.wait_for(lambda: len(self.arrivals) >= count, seconds)

    def close(self):
        self.server.shutdown()
        self.server.server_close()
