"""Gives the interpreter a network, a terminal and time, and runs one program after another in it."""

import atexit
import builtins
import gc
import io
import linecache
import os
import random
import sys
import threading
import time
import traceback
import types

import first_hop

# CPython's socket.py takes its C half from here, and everybody takes select from here.
from first_hop import sockets, waiting

sys.modules['_socket'] = sockets
sys.modules['select'] = waiting
# Pyodide has imported them for its own needs, with what was there then.
for _name in ('socket', 'selectors'):
    sys.modules.pop(_name, None)

_OURS = os.path.dirname(first_hop.__file__)
_NO_THREADS = (
    'can\'t start new thread: Python in this page has none. '
    'A server for several clients can use select here; with python3 on your computer threads work.'
)


def _no_threads(*args, **more):
    raise RuntimeError(_NO_THREADS)


threading.Thread.start = _no_threads
threading._start_new_thread = threading._start_joinable_thread = _no_threads
sys.modules['_thread'].start_new_thread = sys.modules['_thread'].start_joinable_thread = _no_threads


class _Keyboard(io.RawIOBase):
    """The standard input: one line at a time, as a terminal hands them over."""

    def __init__(self, terminal):
        self._left = b''
        self._terminal = terminal

    def readable(self):
        return True

    def fileno(self):
        return 0

    def isatty(self):
        return self._terminal

    def readinto(self, buffer):
        if not self._left:
            there, self._left = first_hop.call('line')
            if not there:
                return 0
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


# Bytes written before the page has to say that it has shown them: a fast program waits for a slow screen.
_UNSHOWN = 32_768
_unshown = 0


class _Screen(io.RawIOBase):
    def __init__(self, stream, terminal):
        self._stream = stream
        self._terminal = terminal

    def writable(self):
        return True

    def fileno(self):
        return 1 if self._stream == 'out' else 2

    def isatty(self):
        return self._terminal

    def write(self, data):
        global _unshown
        data = bytes(data)
        first_hop.write(self._stream, data)
        _unshown += len(data)
        if _unshown > _UNSHOWN:
            _unshown = 0
            first_hop.call('drain')
        return len(data)


def _text(raw, **how):
    buffered = io.BufferedReader(raw) if raw.readable() else io.BufferedWriter(raw)
    return io.TextIOWrapper(buffered, encoding='utf-8', **how)


def _open_streams(terminal_in, terminal_out):
    sys.stdin = sys.__stdin__ = _text(_Keyboard(terminal_in), errors='surrogateescape')
    sys.stdout = sys.__stdout__ = _text(_Screen('out', terminal_out), line_buffering=terminal_out)
    sys.stderr = sys.__stderr__ = _text(_Screen('err', True), errors='backslashreplace', line_buffering=True)


def _flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            pass  # The program closed it, or put something else in its place.


def _sleep(seconds, /):
    if not isinstance(seconds, (int, float)):
        raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer or float")
    if seconds < 0:
        raise ValueError('sleep length must be non-negative')
    first_hop.call('sleep', seconds=seconds)


time.sleep = _sleep
_wall = {name: getattr(time, name) for name in ('time', 'monotonic', 'perf_counter')}
_wall_ns = {name: getattr(time, name) for name in ('time_ns', 'monotonic_ns', 'perf_counter_ns')}


def _keep_time(virtual):
    """In a virtual network a program's clock is that of the network."""
    for name, real in _wall.items():
        setattr(time, name, (lambda: first_hop.call('clock')[0] / 1000) if virtual else real)
    for name, real in _wall_ns.items():
        setattr(time, name, (lambda: round(first_hop.call('clock')[0] * 1_000_000)) if virtual else real)


# Frames of this folder stand for what is written in C elsewhere, where a traceback does not show it either.
_walk = traceback._walk_tb_with_full_positions


def _walk_visible(trace):
    for frame, position in _walk(trace):
        if os.path.dirname(frame.f_code.co_filename) != _OURS:
            yield frame, position


traceback._walk_tb_with_full_positions = _walk_visible
_kept_builtins = dict(vars(builtins))


def _tidy(home):
    """What one program leaves behind must not reach the next."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, '__file__', None) or ''
        if name == '__main__' or file.startswith(home):
            del sys.modules[name]
    for name in set(vars(builtins)) - set(_kept_builtins):
        delattr(builtins, name)
    vars(builtins).update(_kept_builtins)
    sockets.setdefaulttimeout(None)
    sys.setrecursionlimit(1000)
    sys.excepthook = sys.__excepthook__
    sys.last_exc = sys.last_value = sys.last_type = sys.last_traceback = None
    linecache.clearcache()
    for entry in os.scandir(home):
        if entry.is_file():
            os.remove(entry.path)
    gc.collect()


def _status_of(problem):
    code = problem.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


def _tell(problem):
    _flush()
    if sys.excepthook is not sys.__excepthook__:
        sys.excepthook(type(problem), problem, problem.__traceback__)
    else:
        traceback.print_exception(problem, file=sys.stderr)
    return 130 if isinstance(problem, KeyboardInterrupt) else 1


def _attempt(act):
    try:
        act()
        return 0
    except SystemExit as problem:
        return _status_of(problem)
    except BaseException as problem:
        # The first frame is ours: `act` itself.
        return _tell(problem)


def _execute(argv, code, home):
    main = types.ModuleType('__main__')
    main.__builtins__ = builtins
    sys.modules['__main__'] = main
    if code is None and argv[0] == '':
        import code as console

        console.interact(f'Python {sys.version.split()[0]} in this page. Ctrl-D ends it.', local=vars(main), exitmsg='')
        return
    if code is not None:
        exec(compile(code, '<string>', 'exec'), vars(main))
        return
    path = os.path.join(home, argv[0])
    main.__file__ = path
    with open(path, encoding='utf-8') as file:
        source = file.read()
    exec(compile(source, path, 'exec'), vars(main))


def run(argv, code, files, home, terminal_in, terminal_out, host, virtual):
    """Runs a program. Returns its exit status."""
    _open_streams(terminal_in, terminal_out)
    _keep_time(virtual)
    sockets._host = host
    sockets._program += 1
    os.makedirs(home, exist_ok=True)
    os.chdir(home)
    for name, text in files.items():
        with open(os.path.join(home, name), 'w', encoding='utf-8') as file:
            file.write(text)
    sys.argv = list(argv)
    sys.path[0] = home
    random.seed()
    status = _attempt(lambda: _execute(argv, code, home))
    atexit._run_exitfuncs()
    atexit._clear()
    _flush()
    _tidy(home)
    return status
