// A broadcaster without any of a chat's duties, to compare with: what one client sends, every client gets.
//
//   broadcast <line|batch>
//
// `line` writes every line to every client; `batch` writes what one turn of the loop brought, once to every client.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 65536, BUFFER = 64 * 1024 };

static int clients[MOST], count, place[MOST];
static char *partial[MOST];
static int partial_length[MOST];
static char outgoing[BUFFER * 64];
static int outgoing_length;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void forget(int fd) {
  int last = clients[--count];
  clients[place[fd]] = last;
  place[last] = place[fd];
  partial_length[fd] = 0;
  close(fd);
}

static void send_all(int fd, const char *bytes, int length) {
  while (length > 0) {
    ssize_t n = send(fd, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n < 0 && errno == EAGAIN) {
      struct pollfd ready = {fd, POLLOUT, 0};
      poll(&ready, 1, 1000);
      continue;
    }
    if (n < 0) return;
    bytes += n;
    length -= n;
  }
}

static void to_all(const char *bytes, int length) {
  for (int c = 0; c < count; c++) send_all(clients[c], bytes, length);
}

static void take_lines(int fd, char *bytes, int length, int batch) {
  if (!partial[fd] && !(partial[fd] = malloc(BUFFER * 2))) fail("malloc");
  memcpy(partial[fd] + partial_length[fd], bytes, length);
  length = partial_length[fd] += length;
  char *start = partial[fd], *end = start + length, *lf;
  while ((lf = memchr(start, '\n', end - start))) {
    int line = lf + 1 - start;
    if (!batch) to_all(start, line);
    else {
      if (outgoing_length + line > (int)sizeof outgoing) { to_all(outgoing, outgoing_length); outgoing_length = 0; }
      memcpy(outgoing + outgoing_length, start, line);
      outgoing_length += line;
    }
    start = lf + 1;
  }
  partial_length[fd] = end - start;
  memmove(partial[fd], start, end - start);
}

int main(int argc, char **argv) {
  int batch = argc > 1 && !strcmp(argv[1], "batch"), one = 1;
  struct rlimit files = {20000, 20000};
  setrlimit(RLIMIT_NOFILE, &files);
  int listener = socket(AF_INET, SOCK_STREAM, 0), loop = epoll_create1(0);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof at;
  if (bind(listener, (struct sockaddr *)&at, sizeof at) < 0 || listen(listener, 4096) < 0) fail("listen");
  getsockname(listener, (struct sockaddr *)&at, &size);
  printf("listening %d\n", ntohs(at.sin_port));
  fflush(stdout);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[512];
  epoll_ctl(loop, EPOLL_CTL_ADD, listener, &event);
  static char buffer[BUFFER];
  for (;;) {
    int n = epoll_wait(loop, events, 512, -1);
    for (int e = 0; e < n; e++) {
      int fd = events[e].data.fd;
      if (fd == listener) {
        int client = accept(listener, NULL, NULL);
        if (client < 0 || client >= MOST) continue;
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        place[client] = count;
        clients[count++] = client;
        event = (struct epoll_event){.events = EPOLLIN, .data.fd = client};
        epoll_ctl(loop, EPOLL_CTL_ADD, client, &event);
        continue;
      }
      ssize_t got = recv(fd, buffer, BUFFER, MSG_DONTWAIT);
      if (got > 0) take_lines(fd, buffer, got, batch);
      else if (got == 0 || errno != EAGAIN) forget(fd);
    }
    if (outgoing_length > 0) to_all(outgoing, outgoing_length);
    outgoing_length = 0;
  }
}
