"""The C half of `socket`: what `_socket` is elsewhere. CPython's own socket.py stands on top of it, unchanged."""

import _socket as _built_in
import time
from _socket import *  # noqa: F403  constants, inet_aton, htons …

from first_hop import call, error_of, gaierror, number_of

error = OSError
herror = _built_in.herror
timeout = TimeoutError
# Emscripten leaves them out.
SO_REUSEADDR, SO_REUSEPORT = 2, 15
has_ipv6 = True

# The numbers of Linux, which answers of getaddrinfo and errors carry.
EAI_AGAIN, EAI_FAMILY, EAI_SERVICE, EAI_NONAME, EAI_SOCKTYPE = -3, -6, -8, -2, -7

_AF_INET, _AF_INET6 = int(_built_in.AF_INET), int(_built_in.AF_INET6)
_TRANSPORTS = {int(_built_in.SOCK_STREAM): 'tcp', int(_built_in.SOCK_DGRAM): 'udp'}
_HOW = {_built_in.SHUT_RD: 'read', _built_in.SHUT_WR: 'write', _built_in.SHUT_RDWR: 'both'}
_SERVICES = {'echo': 7, 'discard': 9, 'daytime': 13, 'chargen': 19, 'ftp': 21, 'ssh': 22, 'telnet': 23, 'smtp': 25,
             'domain': 53, 'http': 80, 'pop3': 110, 'ntp': 123, 'imap2': 143, 'https': 443}
_host = 'localhost'
# Counts programs: a socket that one of them left behind must not close what the next one holds under its number.
_program = 0
_default_timeout = None
# A socket that was forgotten is described in a warning, with its names. The program has not asked for its peer then.
_unasked = False


def _one(name, args):
    if len(args) != 1:
        raise TypeError(f'socket.{name}() takes exactly one argument ({len(args)} given)')
    return args[0]


def _index(number):
    if not hasattr(type(number), '__index__'):
        raise TypeError(f"'{type(number).__name__}' object cannot be interpreted as an integer")
    return type(number).__index__(number)


def _bytes(data):
    try:
        return memoryview(data).cast('B').tobytes() if not isinstance(data, bytes) else data
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'") from None


def _seconds(value):
    if value is None:
        return None
    if not isinstance(value, (int, float)):
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer or float")
    if value < 0:
        raise ValueError('Timeout value out of range')
    return float(value)


class socket:
    """A socket of the host that the program runs on."""

    __slots__ = ('_family', '_type', '_proto', '_fd', '_timeout', '_options', '_of')

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        family, type, proto = _index(family), _index(type), _index(proto)
        self._family = _AF_INET if family == -1 else family
        self._type = int(_built_in.SOCK_STREAM) if type == -1 else type
        self._proto = 0 if proto == -1 else proto
        self._fd = -1
        self._timeout = _default_timeout
        self._options = {}
        self._of = _program
        if self._family not in (_AF_INET, _AF_INET6):
            raise error_of('EAFNOSUPPORT')
        nonblocking = int(_built_in.SOCK_NONBLOCK)
        if self._type & nonblocking:
            self._type, self._timeout = self._type & ~nonblocking, 0.0
        self._type &= ~int(_built_in.SOCK_CLOEXEC)
        if fileno is not None:
            self._fd = _index(fileno)
        elif self._type == _built_in.SOCK_RAW:
            raise PermissionError(1, 'Operation not permitted')
        elif self._type not in _TRANSPORTS:
            raise error_of('EPROTONOSUPPORT')
        else:
            self._fd, _ = call('socket', transport=_TRANSPORTS[self._type])

    def __del__(self):
        if getattr(self, '_fd', -1) != -1 and self._of == _program:
            import warnings
            global _unasked
            _unasked = True
            try:
                warnings.warn(f'unclosed {self!r}', ResourceWarning, source=self, stacklevel=2)
            finally:
                _unasked = False
            socket.close(self)

    def __repr__(self):
        return f'<socket object, fd={self._fd}, family={self._family}, type={self._type}, proto={self._proto}>'

    def _address(self, address, name):
        family = 'AF_INET' if self._family == _AF_INET else 'AF_INET6'
        if not isinstance(address, tuple):
            raise TypeError(f'{name}(): {family} address must be tuple, not {type(address).__name__}')
        if self._family == _AF_INET and len(address) != 2:
            raise TypeError('AF_INET address must be a pair (host, port)')
        if self._family == _AF_INET6 and not 2 <= len(address) <= 4:
            raise TypeError('AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])')
        host, port = address[0], address[1]
        if isinstance(host, (bytes, bytearray)):
            host = bytes(host).decode('ascii')
        if not isinstance(host, str):
            raise TypeError(f'str, bytes or bytearray expected, not {type(host).__name__}')
        port = _index(port)
        if not 0 <= port <= 0xFFFF:
            raise OverflowError(f'{name}(): port must be 0-65535.')
        if host == '<broadcast>':
            host = '255.255.255.255'
        if host == '' and self._family == _AF_INET6:
            host = '::'
        return host, port

    def _tuple(self, address, port):
        return (address, port) if self._family == _AF_INET else (address, port, 0, 0)

    def bind(self, *args):
        host, port = self._address(_one('bind', args), 'bind')
        call('bind', fd=self._fd, address=host, port=port)

    def listen(self, backlog=128, /):
        _index(backlog)
        call('listen', fd=self._fd)

    def _accept(self):
        answer, _ = call('accept', fd=self._fd, patience=self._timeout)
        return answer['fd'], self._tuple(answer['address'], answer['port'])

    def connect(self, *args):
        host, port = self._address(_one('connect', args), 'connect')
        call('connect', fd=self._fd, address=host, port=port, patience=self._timeout)

    def connect_ex(self, *args):
        host, port = self._address(_one('connect_ex', args), 'connect_ex')
        try:
            call('connect', fd=self._fd, address=host, port=port, patience=self._timeout)
        except gaierror:
            raise
        except TimeoutError as problem:
            return problem.errno or number_of('EAGAIN')
        except OSError as problem:
            return problem.errno
        return 0

    def _receive(self, size, flags, name):
        size = _index(size)
        if size < 0:
            raise ValueError(f'negative buffersize in {name}')
        patience = 0.0 if flags & _built_in.MSG_DONTWAIT else self._timeout
        peek = bool(flags & _built_in.MSG_PEEK)
        peer, data = call('receive', fd=self._fd, size=size, peek=peek, patience=patience)
        if flags & _built_in.MSG_WAITALL and not peek and self._type == _built_in.SOCK_STREAM:
            while 0 < len(data) < size:
                _, more = call('receive', fd=self._fd, size=size - len(data), peek=False, patience=patience)
                if not more:
                    break
                data += more
        return data, peer

    def recv(self, *args):
        if not args:
            raise TypeError('recv() takes at least 1 argument (0 given)')
        size, flags = args if len(args) == 2 else (_one('recv', args), 0)
        return self._receive(size, flags, 'recv')[0]

    def recvfrom(self, *args):
        if not args:
            raise TypeError('recvfrom() takes at least 1 argument (0 given)')
        size, flags = args if len(args) == 2 else (_one('recvfrom', args), 0)
        data, peer = self._receive(size, flags, 'recvfrom')
        # TCP says nothing of where it came from: the connection knows.
        named = peer is not None and self._type == _built_in.SOCK_DGRAM
        return data, self._tuple(peer['address'], peer['port']) if named else None

    def _into(self, buffer, size, flags, name):
        view = memoryview(buffer)
        if view.readonly:
            raise TypeError(f'{name}() argument 1 must be read-write bytes-like object, not {type(buffer).__name__}')
        view = view.cast('B')
        if size < 0:
            raise ValueError(f'negative buffersize in {name}')
        data, peer = self._receive(min(size or len(view), len(view)), flags, name)
        view[:len(data)] = data
        return len(data), peer

    def recv_into(self, buffer, nbytes=0, flags=0):
        return self._into(buffer, nbytes, flags, 'recv_into')[0]

    def recvfrom_into(self, buffer, nbytes=0, flags=0):
        count, peer = self._into(buffer, nbytes, flags, 'recvfrom_into')
        return count, self._tuple(peer['address'], peer['port']) if peer else None

    def send(self, *args):
        if not args:
            raise TypeError('send() takes at least 1 argument (0 given)')
        data = _bytes(args[0])
        patience = 0.0 if len(args) > 1 and args[1] & _built_in.MSG_DONTWAIT else self._timeout
        if patience is None and self._type == _built_in.SOCK_STREAM:
            # A kernel copies all of it before a blocking send returns.
            self._send_all(data, None)
            return len(data)
        return call('send', data, fd=self._fd, patience=patience)[0]

    def sendall(self, *args):
        if not args:
            raise TypeError('sendall() takes at least 1 argument (0 given)')
        data = _bytes(args[0])
        if self._type == _built_in.SOCK_DGRAM:
            call('send', data, fd=self._fd, patience=self._timeout)
        else:
            self._send_all(data, self._timeout)

    def _send_all(self, data, patience):
        # The time limit is for all of it.
        end = None if patience is None else time.monotonic() + patience
        sent = 0
        while True:
            left = patience if not patience else max(0.001, end - time.monotonic())
            if patience and time.monotonic() > end:
                raise error_of('timed-out')
            sent += call('send', data[sent:sent + 65536], fd=self._fd, patience=left)[0]
            if sent >= len(data):
                return

    def sendto(self, *args):
        if not 2 <= len(args) <= 3:
            raise TypeError(f'sendto() takes 2 or 3 arguments ({len(args)} given)')
        data = _bytes(args[0])
        if len(args) == 3:
            _index(args[1])
        address = args[-1]
        host, port = (None, 0) if address is None else self._address(address, 'sendto')
        return call('send-to', data, fd=self._fd, address=host, port=port)[0]

    def sendmsg(self, buffers, ancdata=(), flags=0, address=None):
        data = b''.join(_bytes(one) for one in buffers)
        return self.send(data) if address is None else self.sendto(data, address)

    def shutdown(self, *args):
        how = _index(_one('shutdown', args))
        if how not in _HOW:
            raise error_of('EINVAL')
        call('shutdown', fd=self._fd, how=_HOW[how])

    def close(self):
        fd, self._fd = self._fd, -1
        if fd != -1 and self._of == _program:
            call('close', fd=fd)

    def detach(self):
        fd, self._fd = self._fd, -1
        return fd

    def fileno(self):
        return self._fd

    def settimeout(self, *args):
        self._timeout = _seconds(_one('settimeout', args))

    def gettimeout(self):
        return self._timeout

    timeout = property(gettimeout)
    family = property(lambda self: self._family)
    type = property(lambda self: self._type)
    proto = property(lambda self: self._proto)

    def setblocking(self, *args):
        self._timeout = None if _index(_one('setblocking', args)) else 0.0

    def getblocking(self):
        return self._timeout != 0.0

    def getsockname(self):
        name = call('name', fd=self._fd)[0]
        return self._tuple(name['address'], name['port'])

    def getpeername(self):
        if _unasked:
            raise error_of('ENOTCONN')
        name = call('peer', fd=self._fd)[0]
        return self._tuple(name['address'], name['port'])

    def setsockopt(self, *args):
        if not 3 <= len(args) <= 4:
            raise TypeError(f'setsockopt() takes exactly 3 arguments ({len(args)} given)')
        level, option, value = _index(args[0]), _index(args[1]), args[2]
        if not isinstance(value, int) and value is not None:
            value = _bytes(value)
        self._options[level, option] = value
        if level != _built_in.SOL_SOCKET:
            return
        if option == SO_REUSEADDR:
            call('option', fd=self._fd, option='reuse', on=bool(value))
        if option == _built_in.SO_LINGER and isinstance(value, bytes) and len(value) == 8:
            on, seconds = value[:4] != bytes(4), int.from_bytes(value[4:], 'little')
            call('option', fd=self._fd, option='reset', on=on and seconds == 0)

    def getsockopt(self, *args):
        if not 2 <= len(args) <= 3:
            raise TypeError(f'getsockopt() takes at least 2 arguments ({len(args)} given)')
        level, option = _index(args[0]), _index(args[1])
        if level == _built_in.SOL_SOCKET:
            if option == _built_in.SO_ERROR:
                code = call('trouble', fd=self._fd)[0]
                return number_of(code) if code else 0
            if option == _built_in.SO_TYPE:
                return int(self._type)
            if option in (_built_in.SO_RCVBUF, _built_in.SO_SNDBUF) and (level, option) not in self._options:
                raise error_of('ENOPROTOOPT', 'How large this buffer is, a page cannot know')
        value = self._options.get((level, option), 0)
        if len(args) == 3:
            return value if isinstance(value, bytes) else int(value or 0).to_bytes(4, 'little')
        return value if isinstance(value, int) else int.from_bytes(value or b'', 'little')

    def ioctl(self, *args):
        raise error_of('ENOSYS')


SocketType = socket


def close(fd, /):
    call('close', fd=_index(fd))


def dup(fd, /):
    return call('duplicate', fd=_index(fd))[0]


def getdefaulttimeout():
    return _default_timeout


def setdefaulttimeout(seconds, /):
    global _default_timeout
    _default_timeout = _seconds(seconds)


def gethostname():
    return _host


def sethostname(name, /):
    raise PermissionError(1, 'Operation not permitted')


def _number(port):
    if port is None:
        return 0
    if isinstance(port, bytes):
        port = port.decode('ascii')
    if isinstance(port, str):
        if port.isdigit():
            return int(port)
        if port in _SERVICES:
            return _SERVICES[port]
        raise gaierror(EAI_SERVICE, 'Servname not supported for ai_socktype')
    return _index(port)


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    number = _number(port)
    if isinstance(host, bytes):
        host = host.decode('ascii')
    if host is None or host == '':
        passive = flags & _built_in.AI_PASSIVE
        address = ('::' if passive else '::1') if family == _AF_INET6 else ('0.0.0.0' if passive else '127.0.0.1')
    elif ':' in host or family == _AF_INET6:
        address = '::1' if host == 'localhost' else host
        try:
            _built_in.inet_pton(_AF_INET6, address)
        except OSError:
            raise error_of('ENOTFOUND') from None
    else:
        address = call('resolve', name=host)[0]
    found = _AF_INET6 if ':' in address else _AF_INET
    if family not in (0, found):
        raise gaierror(-9, 'Address family for hostname not supported')
    where = (address, number) if found == _AF_INET else (address, number, 0, 0)
    kinds = ((1, 6), (2, 17), (3, 0))
    answers = [(found, kind, protocol, '', where) for kind, protocol in kinds
               if type in (0, kind) and proto in (0, protocol)]
    if not answers:
        raise gaierror(EAI_SOCKTYPE, 'ai_socktype not supported')
    return answers


def gethostbyname(name, /):
    return '0.0.0.0' if name == '' else call('resolve', name=name)[0]


def gethostbyname_ex(name, /):
    return name, [], [gethostbyname(name)]


def gethostbyaddr(name, /):
    address = gethostbyname(name)
    if address.startswith('127.'):
        return 'localhost', [], [address]
    raise herror(1, 'Unknown host')


def getnameinfo(address, flags, /):
    host, port = address[0], address[1]
    if not flags & _built_in.NI_NUMERICHOST and host.startswith('127.'):
        host = 'localhost'
    names = {number: name for name, number in _SERVICES.items()}
    return host, str(port) if flags & _built_in.NI_NUMERICSERV else names.get(port, str(port))


def getservbyname(name, protocol=None, /):
    if name not in _SERVICES:
        raise OSError('service/proto not found')
    return _SERVICES[name]


def getservbyport(port, protocol=None, /):
    for name, number in _SERVICES.items():
        if number == port:
            return name
    raise OSError('port/proto not found')
