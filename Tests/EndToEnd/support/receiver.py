"""A partner's receiver on loopback: takes webhooks, keeps them, answers as it is told."""

import http.server
import socket
import threading
import time


class Receiver:
    """Keeps (partner, headers, body) of each request, and when it had come in whole.

    `answer(partner, number)` decides the status code, None hangs up; `answered` hears of it once the answer has gone out."""

    def __init__(self, answer=lambda partner, number: 202, answered=lambda partner, number: None):
        self.arrivals, self.times, self.connections = [], [], 0
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
                if status is None:
                    self.close_connection = True
                    return
                self.send_response(status)
                self.send_header("content-length", "0")
                self.end_headers()
                answered(partner, number)

            def log_message(self, *arguments):
                pass

        class Server(http.server.ThreadingHTTPServer):
            # A sender's connections must not wait where nobody sees them, and come in after it has ended.
            request_queue_size = 256

            def process_request(self, request, address):
                with receiver.changed:
                    receiver.connections += 1
                super().process_request(request, address)

            def shutdown_request(self, request):
                super().shutdown_request(request)
                with receiver.changed:
                    receiver.connections -= 1
                    receiver.changed.notify_all()

            def handle_error(self, request, address):
                pass  # A sender that is killed resets its connections; that is what some tests are for.

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def wait_for(self, count, seconds=60):
        with self.changed:
            return self.changed.wait_for(lambda: len(self.arrivals) >= count, seconds)

    def wait_for_end(self, seconds=60):
        """Until everything that senders sent before they ended has come in."""
        # Connections are taken in the order in which they came: once this one is, so are those before.
        with socket.create_connection(("127.0.0.1", self.port), seconds) as probe:
            probe.sendall(b"GET / HTTP/1.0\r\n\r\n")
            probe.recv(1)
        with self.changed:
            return self.changed.wait_for(lambda: self.connections == 0, seconds)

    def close(self):
        self.server.shutdown()
        self.server.server_close()
