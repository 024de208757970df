"""Real peers on loopback: nginx, squid, a SOCKS proxy, and a partner's hook that also hands out tokens and leave."""

import http.server
import json
import os
import secrets
import shutil
import socket
import socketserver
import subprocess
import threading
import time
import urllib.parse

from support.workbench import check


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def program(name):
    found = shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin:/usr/local/sbin")
    check(found, f"{name} is not installed; Deploy/test installs it")
    return found


class Process:
    """A peer that runs until `stop`; ready once all its ports accept."""

    def __init__(self, arguments, ports, log, env=None):
        self.log = open(log, "ab")
        self.process = subprocess.Popen(arguments, stdout=self.log, stderr=self.log, env={**os.environ, **(env or {})})
        for port in ports:
            self.await_port(port)

    def await_port(self, port):
        for _ in range(200):
            check(self.process.poll() is None, f"a peer ended at once; see {self.log.name}:\n" + open(self.log.name).read()[-2000:])
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.05)
        check(False, f"port {port} is not served: {self.log.name}")

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()


class Nginx(Process):
    """One server per site: {"port", "certificate", "key", "authority", "revoked", "http2"}; each takes what comes with 202."""

    def __init__(self, folder, sites):
        self.access = os.path.join(folder, "nginx-access.log")
        os.makedirs(os.path.join(folder, "nginx"), exist_ok=True)
        servers = []
        for site in sites:
            lines = [f"listen 127.0.0.1:{site['port']} ssl{' http2' if site.get('http2') else ''};",
                     f"ssl_certificate {site['certificate']};", f"ssl_certificate_key {site['key']};"]
            if "authority" in site:
                lines += [f"ssl_client_certificate {site['authority']};", "ssl_verify_client on;"]
            if "revoked" in site:
                lines.append(f"ssl_crl {site['revoked']};")
            servers.append("server { " + " ".join(lines) + " location / { return 202; } }")
        text = f"""daemon off; pid {folder}/nginx/pid; error_log {folder}/nginx-error.log; {"user root;" if os.geteuid() == 0 else ""}
events {{ worker_connections 256; }}
http {{
  log_format told '$server_port $server_protocol $status $ssl_client_verify $connection $http_webhook_id';
  access_log {self.access} told;
  client_body_temp_path {folder}/nginx/body; proxy_temp_path {folder}/nginx/proxy; fastcgi_temp_path {folder}/nginx/fastcgi;
  uwsgi_temp_path {folder}/nginx/uwsgi; scgi_temp_path {folder}/nginx/scgi;
  {chr(10).join(servers)}
}}
"""
        path = os.path.join(folder, "nginx.conf")
        with open(path, "w") as file:
            file.write(text)
        super().__init__([program("nginx"), "-c", path], [site["port"] for site in sites], os.path.join(folder, "nginx-out.log"))

    def told(self, port):
        """What came to a port: (protocol, status, verified, connection, event)."""
        with open(self.access) as file:
            rows = [line.split() for line in file]
        return [tuple(row[1:]) for row in rows if row[0] == str(port)]


class Squid(Process):
    """A proxy with user names and passwords (`basic`), with NTLM, or with a Kerberos realm (`support/kerberos.py`), that
    knows the names in `hosts`."""

    def __init__(self, folder, port, hosts, users=None, ntlm=False, realm=None, ports=()):
        home = os.path.join(folder, f"squid-{port}")
        os.makedirs(home)
        self.access = os.path.join(home, "access.log")
        with open(os.path.join(home, "hosts"), "w") as file:
            file.write("".join(f"127.0.0.1 {host}\n" for host in hosts))
        lines = [f"http_port 127.0.0.1:{port}", f"pid_filename {home}/pid", f"access_log stdio:{self.access}",
                 f"cache_log {home}/cache.log", "cache deny all", f"hosts_file {home}/hosts", "shutdown_lifetime 0 seconds",
                 f"coredump_dir {home}", "pinger_enable off", "visible_hostname proxy.test", "netdb_filename none",
                 "acl wanted port " + " ".join(map(str, ports))]
        if users:
            with open(os.path.join(home, "users"), "w") as file:
                for user, password in users.items():
                    done = subprocess.run(["openssl", "passwd", "-apr1", "-stdin"], input=password + "\n", capture_output=True, text=True)
                    file.write(f"{user}:{done.stdout.strip()}\n")
            lines += [f"auth_param basic program /usr/lib/squid/basic_ncsa_auth {home}/users", "auth_param basic realm test"]
        if ntlm:
            lines += ["auth_param ntlm program /usr/lib/squid/ntlm_fake_auth", "auth_param ntlm keep_alive on"]
        if realm:
            keys = os.path.join(home, "proxy.keytab")
            shutil.copy(realm.path("proxy.keytab"), keys)
            lines += [f"auth_param negotiate program /usr/lib/squid/negotiate_kerberos_auth -k {keys} -s HTTP/localhost",
                      "auth_param negotiate keep_alive on"]
        lines += ["acl known proxy_auth REQUIRED", "http_access deny !wanted", "http_access deny !known", "http_access allow known"]
        if os.geteuid() == 0:
            # Squid gives up root for this user.
            subprocess.run(["chown", "-R", "proxy", home], check=True)
            lines.append("cache_effective_user proxy")
            os.chmod(folder, 0o711)
        path = os.path.join(home, "squid.conf")
        with open(path, "w") as file:
            file.write("\n".join(lines) + "\n")
        super().__init__([program("squid"), "-N", "-f", path], [port], os.path.join(home, "out.log"),
                         env=realm.environment if realm else None)

    def told(self):
        with open(self.access) as file:
            return file.read()


class Socks:
    """A SOCKS5 proxy (RFC 1928, 1929) that asks for a user name and looks names up in `hosts`."""

    def __init__(self, hosts, user, password):
        self.targets = []
        proxy = self

        class Handler(socketserver.BaseRequestHandler):
            def take(self, count):
                data = b""
                while len(data) < count:
                    more = self.request.recv(count - len(data))
                    if not more:
                        raise ConnectionError
                    data += more
                return data

            def handle(self):
                try:
                    self.serve()
                except OSError:
                    pass

            def serve(self):
                _, count = self.take(2)
                if 2 not in self.take(count):
                    return self.request.sendall(b"\x05\xff")
                self.request.sendall(b"\x05\x02")
                self.take(1)
                name = self.take(self.take(1)[0]).decode()
                word = self.take(self.take(1)[0]).decode()
                if (name, word) != (user, password):
                    return self.request.sendall(b"\x01\x01")
                self.request.sendall(b"\x01\x00")
                _, _, _, kind = self.take(4)
                host = self.take(self.take(1)[0]).decode() if kind == 3 else socket.inet_ntoa(self.take(4))
                port = int.from_bytes(self.take(2), "big")
                proxy.targets.append((host, port))
                reply = lambda code: self.request.sendall(bytes([5, code, 0, 1, 0, 0, 0, 0, 0, 0]))
                if host not in hosts:
                    return reply(4)
                with socket.create_connection(("127.0.0.1", port)) as beyond:
                    reply(0)
                    other = threading.Thread(target=self.pump, args=(beyond, self.request), daemon=True)
                    other.start()
                    self.pump(self.request, beyond)

            def pump(self, source, sink):
                try:
                    while data := source.recv(65536):
                        sink.sendall(data)
                    sink.shutdown(socket.SHUT_WR)
                except OSError:
                    pass

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Hook:
    """A partner on plain loopback: `/hook/NAME` takes events, `/token/KIND` hands out tokens, OPTIONS gives leave.

    `requests` holds (method, path, headers, when) of each; `issued` every token that was handed out.
    """

    def __init__(self, leave=None):
        self.requests, self.issued, self.turned_away = [], [], set()
        self.lock = threading.Lock()
        hook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def answer(self, status, headers=(), body=b""):
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def note(self):
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                with hook.lock:
                    hook.requests.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, time.monotonic()))
                return body

            def do_OPTIONS(self):
                self.note()
                self.answer(200, (leave or (lambda path: []))(self.path))

            def do_POST(self):
                body = self.note()
                if self.path.startswith("/token/"):
                    return self.token(self.path.rsplit("/", 1)[-1], urllib.parse.parse_qs(body.decode()))
                wanted = hook.wanted(self.path, self.headers.get("authorization") or "")
                self.answer(202 if wanted else 401)

            def token(self, kind, fields):
                check(fields.get("grant_type") == ["client_credentials"], "the grant is that of a client")
                if kind == "failing":
                    return self.answer(503)
                if kind == "slow":
                    time.sleep(3)
                token = "tok-" + secrets.token_hex(16)
                with hook.lock:
                    hook.issued.append(token)
                seconds = 2 if kind == "expiring" else 3600
                body = json.dumps({"access_token": token, "token_type": "Bearer", "expires_in": seconds}).encode()
                try:
                    self.answer(200, [("content-type", "application/json")], body)
                except OSError:
                    pass  # Who asked the slow one has gone.

            def log_message(self, *arguments):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, request, address):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def wanted(self, path, authorization):
        """Where tokens are asked for, one that was handed out; `once` takes none that it has seen first."""
        if "oauth" not in path:
            return True
        with self.lock:
            if "once" in path and not self.turned_away:
                self.turned_away.add(authorization)
            return authorization.removeprefix("Bearer ") in self.issued and authorization not in self.turned_away

    def at(self, name, method="POST"):
        with self.lock:
            return [request for request in self.requests if request[0] == method and request[1].rsplit("/", 1)[-1] == name]

    def close(self):
        self.server.shutdown()
        self.server.server_close()
