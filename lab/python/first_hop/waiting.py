"""`select`: waits for several sockets, and for the keyboard, at once."""

from select import error as error  # noqa: F401

from first_hop import call


def _number(thing):
    if isinstance(thing, int):
        return thing
    fileno = getattr(thing, 'fileno', None)
    if fileno is None:
        raise TypeError('argument must be an int, or have a fileno() method.')
    number = fileno()
    if not isinstance(number, int):
        raise TypeError('fileno() returned a non-integer')
    if number < 0:
        raise ValueError(f'file descriptor cannot be a negative integer ({number})')
    return number


def _select(rlist, wlist, xlist, timeout=None, /):
    if timeout is not None:
        if not isinstance(timeout, (int, float)):
            raise TypeError('timeout must be a number or None')
        if timeout < 0:
            raise ValueError('timeout must be non-negative')
    readers = [(_number(thing), thing) for thing in rlist]
    writers = [(_number(thing), thing) for thing in wlist]
    for thing in xlist:
        _number(thing)
    found, _ = call(
        'select',
        read=[number for number, _ in readers],
        write=[number for number, _ in writers],
        patience=timeout,
    )
    return (
        [thing for number, thing in readers if number in found['read']],
        [thing for number, thing in writers if number in found['write']],
        [],
    )


# Elsewhere it is no Python function: as an attribute of a class (selectors has it there) it gets no self.
select = staticmethod(_select)
