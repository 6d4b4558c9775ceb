import type { Socket } from 'node:net';

// Programs as books have them. The file is long because each of them is whole.

/** What the server does with a caller. */
export const servers: Readonly<Record<string, (socket: Socket) => void>> = {
  echo: (socket) => socket.pipe(socket),
  greets: (socket) => void socket.end('hello\nsecond line\n'),
  silent: (socket) => void socket.resume(),
  resets: (socket) => void socket.once('data', () => socket.resetAndDestroy()),
  closes: (socket) => void socket.once('data', () => socket.destroy()),
};

interface Case {
  readonly name: string;
  readonly server?: keyof typeof servers;
  /** `PORT` becomes the server's port, `FREE` one where nobody listens, `OWN` one for this run alone. */
  readonly source: string;
}

export const cases: readonly Case[] = [
  {
    name: 'an echo client',
    server: 'echo',
    source: `
import socket
with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
    print(s.getsockname(), s.family, s.type, s.proto)
    s.connect(("127.0.0.1", PORT))
    print(s.getpeername())
    s.sendall(b"Hello, world")
    data = s.recv(1024)
print(f"Received {data!r}")
print(s.fileno())
`,
  },
  {
    name: 'makefile, lines and shutdown',
    server: 'echo',
    source: `
import socket
s = socket.create_connection(("localhost", PORT), timeout=5)
print(s.gettimeout(), s.getblocking())
f = s.makefile("rw", encoding="utf-8", newline="\\n")
f.write("één\\ntwo\\n")
f.flush()
print(f.readline().strip(), f.readline().strip())
s.shutdown(socket.SHUT_WR)
print(repr(f.read()))
f.close(); s.close()
`,
  },
  {
    name: 'recv_into, peek, and the end of a stream',
    server: 'greets',
    source: `
import socket
s = socket.create_connection(("127.0.0.1", PORT))
print(s.recv(3, socket.MSG_PEEK), s.recv(3, socket.MSG_WAITALL))
b = bytearray(4)
n = s.recv_into(b)
print(n, b)
rest = b""
while chunk := s.recv(5):
    rest += chunk
print(rest, s.recv(5))
`,
  },
  {
    name: 'errors with their numbers',
    server: 'silent',
    source: `
import errno, socket
def attempt(what):
    try:
        print("no error", what())
    except Exception as e:
        print(type(e).__name__, getattr(e, "errno", None), e)
s = socket.socket()
attempt(s.getpeername)
attempt(lambda: s.recv(1))
attempt(lambda: s.send(b"x"))
attempt(lambda: s.shutdown(socket.SHUT_WR))
attempt(lambda: s.accept())
attempt(lambda: s.connect(("127.0.0.1", FREE)))
attempt(lambda: s.connect_ex(("127.0.0.1", FREE)))
s = socket.create_connection(("127.0.0.1", PORT))
attempt(lambda: s.connect(("127.0.0.1", PORT)))
s.settimeout(0.1)
attempt(lambda: s.recv(1))
s.setblocking(False)
attempt(lambda: s.recv(1))
s.close()
attempt(lambda: s.recv(1))
attempt(lambda: s.sendall(b"x"))
attempt(lambda: socket.create_connection(("127.0.0.1", FREE)))
attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).send(b"x"))
print(socket.getaddrinfo('localhost', 80, socket.AF_INET, socket.SOCK_STREAM), socket.gethostbyname('127.0.0.1'))
print(errno.errorcode[111], errno.ECONNREFUSED, issubclass(socket.timeout, TimeoutError), socket.error is OSError)
`,
  },
  {
    name: 'what is called wrongly',
    source: `
import socket
def attempt(text):
    try:
        print("no error", eval(text))
    except Exception as e:
        print(text, type(e).__name__, e)
s = socket.socket()
u = socket.socket(type=socket.SOCK_DGRAM)
for text in ["s.connect('127.0.0.1', 7007)", "s.connect('127.0.0.1')", "s.connect()", "s.send('x')", "s.sendall('x')",
    "s.bind('a', 1)", "s.bind('a')", "s.bind(('', 'x'))", "s.bind(('', 70000))", "u.sendto(b'x', '127.0.0.1', 7)",
    "u.sendto('x', ('127.0.0.1', 7))", "u.sendto(b'x')", "u.sendto(b'x', '127.0.0.1:7')", "u.sendto(7, ('127.0.0.1', 7))",
    "u.sendto(('127.0.0.1', 7), b'x')", "s.connect(('127.0.0.1', '7'))", "s.connect(('127.0.0.1', 70000))",
    "s.connect((1, 2))", "s.connect(('127.0.0.1', 7, 8))", "s.recv('a')", "s.recv(-1)", "s.recv()", "s.send()",
    "s.listen('x')", "s.settimeout(-1)", "s.shutdown()", "socket.socket('a')", "socket.socket(1, 2, 3, 4, 5)",
    "socket.AF_NET", "socket.sock_stream", "s.setsockopt(1)"]:
    attempt(text)
`,
  },
  {
    name: 'a reset by the peer',
    server: 'resets',
    source: `
import socket
s = socket.create_connection(("127.0.0.1", PORT))
s.sendall(b"x")
try:
    print(s.recv(10))
except OSError as e:
    print(type(e).__name__, e)
try:
    print(s.recv(10))
    print(s.send(b"y"))
except OSError as e:
    print(type(e).__name__, e)
`,
  },
  {
    name: 'a peer that has gone',
    server: 'closes',
    source: `
import socket, time
s = socket.create_connection(("127.0.0.1", PORT))
s.sendall(b"x")
print(s.recv(10))
print(s.send(b"one"))
time.sleep(0.2)
try:
    print(s.send(b"two"))
except OSError as e:
    print(type(e).__name__, e)
`,
  },
  {
    name: 'recv after a send that met a peer that had gone',
    server: 'closes',
    source: `
import socket, time
def tell(what, call):
    try: print(what, call())
    except OSError as e: print(what, type(e).__name__, e.errno)
for read_first in (False, True):
    s = socket.create_connection(("127.0.0.1", PORT))
    s.sendall(b"x"); time.sleep(0.2)
    if read_first: tell("read", lambda: s.recv(10))
    tell("one", lambda: s.send(b"y")); time.sleep(0.2)
    for _ in range(2): tell("recv", lambda: s.recv(10))
    for _ in range(2): tell("send", lambda: s.send(b"z"))
    tell("recv", lambda: s.recv(10))
    s.close()
`,
  },
  {
    name: 'recv after a send that met a reset',
    server: 'resets',
    source: `
import socket, time
def tell(what, call):
    try: print(what, call())
    except OSError as e: print(what, type(e).__name__, e.errno)
for order in ("sr", "rs", "ssr", "rrs"):
    s = socket.create_connection(("127.0.0.1", PORT))
    s.sendall(b"x"); time.sleep(0.2)
    for each in order:
        if each == "s": tell(order, lambda: s.send(b"y"))
        else: tell(order, lambda: s.recv(10))
        time.sleep(0.1)
    s.close()
`,
  },
  {
    name: 'a server and its clients in one program',
    source: `
import select, socket
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", OWN))
port = server.getsockname()[1]
print(port > 0, server.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR) != 0)
try:
    socket.create_connection(("127.0.0.1", port))
except OSError as e:
    print("bound is not listening:", e)
server.listen()
print(select.select([server], [], [], 0.05))
a = socket.create_connection(("127.0.0.1", port))
b = socket.create_connection(("127.0.0.1", port))
r, w, x = select.select([server], [a], [], 1)
print(r == [server], w == [a], x)
conn, address = server.accept()
print(address == a.getsockname(), conn.getsockname() == ("127.0.0.1", port), conn.getpeername() == a.getsockname())
other, _ = server.accept()
a.sendall(b"from a")
r, _, _ = select.select([conn, other, server], [], [], 1)
print(r == [conn], conn.recv(100))
conn.close()
print(a.recv(10), select.select([a], [], [], 1)[0] == [a])
second = socket.socket()
try:
    second.bind(("127.0.0.1", port))
    second.listen()
except OSError as e:
    print(type(e).__name__, e)
`,
  },
  {
    name: 'a port whose earlier connections are still remembered',
    source: `
import socket
def serve(reuse):
    s = socket.socket()
    if reuse:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return s
first = serve(True)
first.bind(("127.0.0.1", OWN))
port = first.getsockname()[1]
first.listen()
c = socket.create_connection(("127.0.0.1", port))
conn, _ = first.accept()
conn.close()      # the server closes first, so TIME-WAIT is here
print(c.recv(1))
c.close()
first.close()
import time; time.sleep(0.2)
for reuse in (False, True):
    s = serve(reuse)
    try:
        s.bind(("127.0.0.1", port))
        print(reuse, "bound")
    except OSError as e:
        print(reuse, type(e).__name__, e)
`,
  },
  {
    name: 'datagrams',
    source: `
import socket
a = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
b = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
print(a.getsockname())
a.bind(("127.0.0.1", 0)); b.bind(("127.0.0.1", 0))
print(a.sendto(b"one", b.getsockname()), a.sendto(b"twotwo", b.getsockname()), a.sendto(b"", b.getsockname()))
data, where = b.recvfrom(1024)
print(data, where == a.getsockname())
print(b.recvfrom(3)[0], b.recvfrom(3)[0])
b.settimeout(0.05)
try:
    b.recvfrom(10)
except TimeoutError as e:
    print(type(e).__name__, e)
try:
    a.sendto(bytes(65508), b.getsockname())
except OSError as e:
    print(type(e).__name__, e.errno, e)
print(a.sendto(bytes(65507), b.getsockname()), len(b.recv(70000)))
a.connect(b.getsockname())
print(a.getpeername() == b.getsockname(), a.send(b"connected"), b.recvfrom(100)[0])
b.sendto(b"back", a.getsockname())
print(a.recv(10))
try:
    a.bind(("127.0.0.1", 0))
except OSError as e:
    print(type(e).__name__, e)
`,
  },
  {
    name: 'a datagram to nobody, connected and not',
    source: `
import socket, time
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u.settimeout(0.2)
print(u.sendto(b"anybody?", ("127.0.0.1", FREE)))
try:
    u.recv(10)
except OSError as e:
    print(type(e).__name__, e)
u.connect(("127.0.0.1", FREE))
print(u.send(b"anybody?"))
time.sleep(0.2)
try:
    print(u.send(b"anybody?"))
except OSError as e:
    print(type(e).__name__, e)
print(u.send(b"anybody?"))
try:
    u.recv(10)
except OSError as e:
    print(type(e).__name__, e)
`,
  },
  {
    name: 'a connect that does not wait',
    server: 'echo',
    source: `
import errno, select, socket
s = socket.socket()
s.setblocking(False)
n = s.connect_ex(("127.0.0.1", PORT))
print(errno.errorcode[n])
print(select.select([], [s], [], 2)[1] == [s], s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
print(s.send(b"abc"))
print(select.select([s], [], [], 2)[0] == [s], s.recv(10))
t = socket.socket()
t.setblocking(False)
t.connect_ex(("127.0.0.1", FREE))
select.select([], [t], [], 2)
print(errno.errorcode[t.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)])
`,
  },
  {
    name: 'http.client and urllib',
    server: 'greets',
    source: `
import http.client, urllib.request, socketserver, io
c = http.client.HTTPConnection("127.0.0.1", FREE, timeout=2)
try:
    c.request("GET", "/")
except ConnectionRefusedError as e:
    print(e)
try:
    urllib.request.urlopen("http://127.0.0.1:PORT/")
except http.client.BadStatusLine as e:
    print(type(e).__name__, repr(e.line))
`,
  },
  {
    name: 'selectors and socketserver',
    source: `
import selectors, socket, socketserver
class Echo(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(self.rfile.readline().upper())
with socketserver.TCPServer(("127.0.0.1", 0), Echo) as server:
    c = socket.create_connection(server.server_address)
    c.sendall(b"hello\\n")
    server.handle_request()
    print(c.recv(100))
sel = selectors.DefaultSelector()
a = socket.socket(type=socket.SOCK_DGRAM); a.bind(("127.0.0.1", 0))
sel.register(a, selectors.EVENT_READ, "data")
print(sel.select(0.05))
a.sendto(b"x", a.getsockname())
print([(key.data, mask) for key, mask in sel.select(1)])
`,
  },
  {
    name: 'much at once',
    server: 'echo',
    source: `
import socket, hashlib
s = socket.create_connection(("127.0.0.1", PORT))
data = bytes(range(256)) * 4000
sent = got = 0
digest = hashlib.sha256()
s.setblocking(False)
import select
while got < len(data):
    r, w, _ = select.select([s], [s] if sent < len(data) else [], [], 5)
    if w:
        sent += s.send(data[sent:sent + 50000])
    if r:
        chunk = s.recv(65536)
        got += len(chunk)
        digest.update(chunk)
print(sent, got, digest.hexdigest() == hashlib.sha256(data).hexdigest())
`,
  },
  {
    name: 'exit, and what is not caught',
    source: `
import sys, atexit
atexit.register(print, "bye")
print(sys.argv[1:], __name__)
sys.exit("no more")
`,
  },
  {
    name: 'an exception and its line',
    source: `
def f():
    return undefined_name
f()
`,
  },
];
