/** The whole room, as the lab wants it in the end. */
export const roomPython = String.raw`# A chat room that speaks chat/1. Run it: python room.py
import secrets
import select
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 5050
NAME, PASSWORD = "mine", "tea"
LONGEST = 1024          # bytes of a line, without its end
MOST_WAITING = 65536    # bytes that may wait for somebody who reads slowly
MOST_MEMBERS = 40

clients = {}            # socket -> Client: all that is known of it


class Client:
    def __init__(self, sock):
        self.sock = sock
        self.coming = b""       # the line that is not whole yet
        self.going = b""        # what the system has not taken yet
        self.nick = None        # None until the password was right
        self.wrong = 0
        self.leaving = False    # close it when everything is sent


def tell(client, line):
    """Keeps a line for one client; flush() sends it as soon as the system takes it."""
    client.going += line.encode() + b"\n"


def tell_all(line):
    for other in list(clients.values()):
        if other.nick and not other.leaving:
            tell(other, line)


def drop(client):
    """Takes a client out and closes its connection, whatever state that is in."""
    if clients.pop(client.sock, None) is None:
        return
    client.sock.close()
    if client.nick:
        tell_all("LEFT " + client.nick)


def plain(text):
    """Nobody may drive another's terminal: control characters become U+FFFD, but not the tab."""
    return "".join("\ufffd" if c != "\t" and (ord(c) < 32 or 127 <= ord(c) < 160) else c for c in text)


def obey(client, line):
    """One whole line of a client."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return tell(client, "ERR not-utf8 Those bytes are not UTF-8.")
    verb, _, rest = text.partition(" ")
    verb = verb.upper()
    if verb == "BYE":
        tell(client, "BYE")
        client.leaving = True
    elif verb == "PASS" and not client.nick:
        knock(client, rest.strip())
    elif not client.nick:
        tell(client, "ERR need-password Type PASS, a space and the password.")
    elif verb == "SAY" and rest.strip():
        message = "MSG " + client.nick + " " + plain(rest)
        if len(message.encode()) > LONGEST:
            return tell(client, "ERR line-too-long With your name in front it does not fit.")
        tell_all(message)
    elif verb == "WHO":
        nicks = [each.nick for each in clients.values() if each.nick]
        tell(client, " ".join(["HERE", str(len(nicks))] + nicks))
    elif verb == "SAY" or not text.strip():
        tell(client, "ERR empty Type SAY, a space and your text.")
    else:
        tell(client, "ERR unknown-command Type SAY, a space and your text. WHO and BYE are commands, too.")


def knock(client, word):
    members = sum(1 for each in clients.values() if each.nick)
    if not secrets.compare_digest(word.encode(), PASSWORD.encode()):
        client.wrong += 1
        tell(client, "NO wrong-password")
        client.leaving = client.wrong == 3
    elif members >= MOST_MEMBERS:
        tell(client, "ERR room-full Try again later.")
        client.leaving = True
    else:
        taken = {each.nick for each in clients.values()}
        nick = "anon-" + secrets.token_hex(3)
        while nick in taken:
            nick = "anon-" + secrets.token_hex(3)
        tell(client, "OK you=" + nick)
        tell_all("JOIN " + nick)
        client.nick = nick


def read(client):
    """What has come: a part of a line, a line, or several."""
    try:
        data = client.sock.recv(65536)
    except BlockingIOError:
        return
    except OSError:             # reset: there is nobody to say goodbye to
        return drop(client)
    if not data:                # the other side has finished
        return drop(client)
    *lines, rest = (client.coming + data).split(b"\n")
    client.coming = rest[: LONGEST + 2]     # too long already: its beginning is enough to know
    for line in lines:
        line = line.removesuffix(b"\r")
        if client.leaving:
            return
        if len(line) > LONGEST:
            tell(client, "ERR line-too-long At most 1,024 bytes.")
        else:
            obey(client, line)


def flush(client):
    """Sends what the system takes now, and keeps the rest."""
    try:
        sent = client.sock.send(client.going) if client.going else 0
        client.going = client.going[sent:]
    except BlockingIOError:
        pass
    except OSError:
        return drop(client)
    if len(client.going) > MOST_WAITING or (client.leaving and not client.going):
        drop(client)


def greet(listener):
    sock, _ = listener.accept()
    sock.setblocking(False)
    clients[sock] = Client(sock)
    tell(clients[sock], "HELLO chat/1 room=" + NAME + " auth=password")


def serve(listener):
    while True:
        busy = [client.sock for client in clients.values() if client.going or client.leaving]
        readable, writable, _ = select.select([listener, *clients], busy, [])
        for sock in readable:
            if sock is listener:
                greet(listener)
            elif sock in clients:
                read(clients[sock])
        for client in list(clients.values()):
            if client.going or client.leaving:
                flush(client)


with socket.create_server(("127.0.0.1", PORT), backlog=100) as listener:
    print("Room", NAME, "listens on port", PORT, flush=True)
    try:
        serve(listener)
    except KeyboardInterrupt:
        for client in list(clients.values()):
            tell(client, "BYE The room closes.")
            flush(client)
            client.sock.close()
        print("The room is closed.")
`;
