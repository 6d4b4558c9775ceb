"""How a program reaches the page: one call at a time, and nothing else happens until the answer is there."""

import errno
import json
import os
import signal

from _first_hop_page import call as _call
from _first_hop_page import write as write

# The numbers of Linux, which books show. Emscripten has its own, and they stay what they are for files.
_NUMBERS = {
    'EPERM': 1, 'EINTR': 4, 'EBADF': 9, 'EAGAIN': 11, 'EWOULDBLOCK': 11, 'EACCES': 13, 'EINVAL': 22, 'EMFILE': 24,
    'EPIPE': 32, 'ENOSYS': 38, 'ENOTSOCK': 88, 'EDESTADDRREQ': 89, 'EMSGSIZE': 90, 'EPROTOTYPE': 91,
    'ENOPROTOOPT': 92, 'EPROTONOSUPPORT': 93, 'EOPNOTSUPP': 95, 'EAFNOSUPPORT': 97, 'EADDRINUSE': 98,
    'EADDRNOTAVAIL': 99, 'ENETDOWN': 100, 'ENETUNREACH': 101, 'ENETRESET': 102, 'ECONNABORTED': 103, 'ECONNRESET': 104,
    'ENOBUFS': 105, 'EISCONN': 106, 'ENOTCONN': 107, 'ESHUTDOWN': 108, 'ETIMEDOUT': 110, 'ECONNREFUSED': 111,
    'EHOSTDOWN': 112, 'EHOSTUNREACH': 113, 'EALREADY': 114, 'EINPROGRESS': 115,
}
# What strerror(3) of Linux calls them.
_WORDS = {
    'EBADF': 'Bad file descriptor', 'EAGAIN': 'Resource temporarily unavailable', 'EACCES': 'Permission denied',
    'EINVAL': 'Invalid argument', 'EMFILE': 'Too many open files', 'EPIPE': 'Broken pipe',
    'ENOSYS': 'Function not implemented', 'EDESTADDRREQ': 'Destination address required',
    'EMSGSIZE': 'Message too long', 'ENOPROTOOPT': 'Protocol not available',
    'EPROTONOSUPPORT': 'Protocol not supported', 'EOPNOTSUPP': 'Operation not supported',
    'EAFNOSUPPORT': 'Address family not supported by protocol', 'EADDRINUSE': 'Address already in use',
    'EADDRNOTAVAIL': 'Cannot assign requested address', 'ENETDOWN': 'Network is down',
    'ENETUNREACH': 'Network is unreachable', 'ECONNABORTED': 'Software caused connection abort',
    'ECONNRESET': 'Connection reset by peer', 'EISCONN': 'Transport endpoint is already connected',
    'ENOTCONN': 'Transport endpoint is not connected', 'ETIMEDOUT': 'Connection timed out',
    'ECONNREFUSED': 'Connection refused', 'EHOSTUNREACH': 'No route to host',
    'EALREADY': 'Operation already in progress', 'EINPROGRESS': 'Operation now in progress',
}
# OSError picks its subclass by Emscripten's numbers, so it is picked here. PEP 3151.
_CLASSES = {
    'EAGAIN': BlockingIOError, 'EALREADY': BlockingIOError, 'EINPROGRESS': BlockingIOError,
    'EPIPE': BrokenPipeError, 'ESHUTDOWN': BrokenPipeError, 'ECONNABORTED': ConnectionAbortedError,
    'ECONNREFUSED': ConnectionRefusedError, 'ECONNRESET': ConnectionResetError, 'EACCES': PermissionError,
    'ETIMEDOUT': TimeoutError,
}
# Words of the lab that no operating system has.
_ALIASES = {'REFUSED-BY-LAB': 'EACCES', 'NO-HOST': 'ENETDOWN'}
# getaddrinfo(3), with the numbers of Linux.
_NO_ADDRESS = {'ENOTFOUND': (-2, 'Name or service not known'), 'EAI_AGAIN': (-3, 'Temporary failure in name resolution')}

for _name, _number in _NUMBERS.items():
    setattr(errno, _name, _number)
    errno.errorcode[_number] = _name if _name != 'EWOULDBLOCK' else 'EAGAIN'

_strerror = os.strerror
os.strerror = lambda number: _WORDS.get(errno.errorcode.get(number, ''), None) or _strerror(number)


class gaierror(OSError):
    """A name without an address."""


gaierror.__module__ = 'socket'


def error_of(code, saying=None):
    """The exception that Python raises for an error the operating system knows by this name."""
    if code == 'timed-out':
        return TimeoutError('timed out')
    if code in _NO_ADDRESS:
        return gaierror(*_NO_ADDRESS[code])
    name = _ALIASES.get(code, code)
    return _CLASSES.get(name, OSError)(_NUMBERS.get(name, 22), saying or _WORDS.get(name, code))


def number_of(code):
    return _NUMBERS.get(_ALIASES.get(code, code), 22)


def call(op, data=None, **details):
    """Asks the page and waits. Returns the value and the bytes that came with it."""
    while True:
        details['op'] = op
        words, received = _call(json.dumps(details), data)
        answer = json.loads(words)
        if answer['kind'] == 'done':
            return answer['value'], bytes(received)
        if answer['kind'] == 'failed':
            raise error_of(answer['code'], answer.get('saying'))
        # Ctrl-C. A handler that raises nothing means: go on waiting (PEP 475).
        handler = signal.getsignal(signal.SIGINT)
        if callable(handler):
            handler(signal.SIGINT, None)
        elif handler is signal.SIG_DFL:
            raise KeyboardInterrupt
