/** A room that was begun: it greets, lets in and passes on, and leaves the rest dark. */
export const roomStarter = String.raw`# A chat room that speaks chat/1, begun. Run it: python room.py
# Then, in another terminal: test-my server 5050 --password tea
import secrets
import select
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 5050
NAME, PASSWORD = "mine", "tea"

clients = {}            # socket -> Client: all that is known of it


class Client:
    def __init__(self, sock):
        self.sock = sock
        self.nick = None        # None until the password was right


def tell(client, line):
    # To do: this waits for whoever does not read.
    client.sock.sendall(line.encode() + b"\n")


def tell_all(line):
    for other in list(clients.values()):
        if other.nick:
            tell(other, line)


def drop(client):
    clients.pop(client.sock, None)
    client.sock.close()


def obey(client, line):
    """One whole line of a client."""
    verb, _, rest = line.decode().partition(" ")
    if verb == "PASS" and rest == PASSWORD:
        client.nick = "anon-" + secrets.token_hex(3)
        tell(client, "OK you=" + client.nick)
    elif verb == "SAY" and client.nick:
        tell_all("MSG " + client.nick + " " + rest)
    # To do: NO and ERR, WHO, BYE, JOIN and LEFT


def read(client):
    data = client.sock.recv(65536)
    if not data:                # the other side has finished
        return drop(client)
    # To do: data may be half a line, or three of them.
    obey(client, data.rstrip(b"\n"))


def greet(listener):
    sock, _ = listener.accept()
    clients[sock] = Client(sock)
    tell(clients[sock], "HELLO chat/1 room=" + NAME + " auth=password")


def serve(listener):
    while True:
        readable, _, _ = select.select([listener, *clients], [], [])
        for sock in readable:
            if sock is listener:
                greet(listener)
            elif sock in clients:
                read(clients[sock])


with socket.create_server(("127.0.0.1", PORT), backlog=100) as listener:
    print("Room", NAME, "listens on port", PORT, flush=True)
    serve(listener)
`;
