// The load client: one sender and many receivers in one epoll loop, so that the client is not what is measured.
//
//   load <port> <members> <chat|raw|irc> [line bytes]
//
// Connects, joins and waits until the room is quiet, prints `ready`. Then for each input line
// `run <lines in flight> <seconds> <pause between lines in µs>` prints one JSON object. A line is in flight until every
// receiver has it. Deliveries are counted at the receivers; the sender's own echo is read and not counted.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { WINDOW = 64, BUFFER = 256 * 1024, LONGEST_US = 2000000 };

static int *sockets;
static unsigned *counts; // lines each receiver has had in this run
static int members, epoll_fd, line_length;
static char line[2048], buffer[BUFFER];
static double sent_at[WINDOW];
static int missing[WINDOW]; // receivers that do not have this line yet
static unsigned histogram[LONGEST_US + 1];

static double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int connect_to(int port) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0) fail("socket");
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (connect(fd, (struct sockaddr *)&at, sizeof at) < 0) fail("connect");
  int one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}

static void send_all(int fd, const char *bytes, int length) {
  while (length > 0) {
    ssize_t n = send(fd, bytes, length, MSG_NOSIGNAL);
    if (n < 0) fail("send");
    bytes += n;
    length -= n;
  }
}

// Blocks until what was read contains `wanted`; used before the socket joins the loop.
static void expect(int fd, const char *wanted) {
  char seen[8192];
  int length = 0;
  while (length < (int)sizeof seen - 1) {
    ssize_t n = recv(fd, seen + length, sizeof seen - 1 - length, 0);
    if (n <= 0) fail("recv before joining");
    length += n;
    seen[length] = 0;
    if (strstr(seen, wanted)) return;
    if (length > 4096) {
      memmove(seen, seen + length - 64, 64);
      length = 64;
    }
  }
}

static void join(int fd, const char *protocol, int number) {
  char text[128];
  if (!strcmp(protocol, "chat")) expect(fd, "OK you=");
  if (!strcmp(protocol, "irc")) {
    send_all(fd, text, sprintf(text, "NICK m%d\r\nUSER m m m m\r\n", number));
    expect(fd, " 376 ");
    send_all(fd, text, sprintf(text, "JOIN #bench\r\n"));
    expect(fd, " 366 ");
  }
}

// One turn of the loop. Counts when `counting`. Returns how many bytes came.
static long turn(int timeout_ms, int counting, long *deliveries) {
  struct epoll_event events[512];
  long bytes = 0;
  int n = epoll_wait(epoll_fd, events, 512, timeout_ms);
  for (int e = 0; e < n; e++) {
    int m = events[e].data.u32;
    ssize_t got = recv(sockets[m], buffer, BUFFER, MSG_DONTWAIT);
    if (got == 0) { fprintf(stderr, "member %d was dropped\n", m); exit(1); }
    if (got < 0) { if (errno == EAGAIN) continue; fail("recv"); }
    bytes += got;
    if (!counting || m == members) continue;
    double now = now_us();
    for (char *at = buffer; (at = memchr(at, '\n', buffer + got - at)); at++) {
      unsigned slot = counts[m]++ % WINDOW;
      long us = now - sent_at[slot];
      histogram[us < 0 ? 0 : us > LONGEST_US ? LONGEST_US : us]++;
      missing[slot]--;
      ++*deliveries;
    }
  }
  return bytes;
}

static long percentile(long total, double share) {
  long seen = 0;
  for (int us = 0; us <= LONGEST_US; us++) if ((seen += histogram[us]) >= total * share) return us;
  return LONGEST_US;
}

static void quiet(int ms) { while (turn(ms, 0, NULL) > 0); }

static void run(int in_flight, double seconds, double pause_us) {
  long deliveries = 0;
  unsigned sent = 0, done = 0;
  memset(counts, 0, sizeof *counts * (members + 1));
  memset(histogram, 0, sizeof histogram);
  double start = now_us(), until = start + seconds * 1e6, next = start, stop;
  for (;;) {
    double now = now_us();
    while (done < sent && missing[done % WINDOW] == 0) done++;
    while (now < until && sent - done < (unsigned)in_flight && now >= next) {
      sent_at[sent % WINDOW] = now = now_us();
      missing[sent % WINDOW] = members;
      sent++;
      next = now + pause_us;
      send_all(sockets[members], line, line_length);
    }
    if (done == sent && now >= until) { stop = now; break; }
    if (now > until + 10e6) { fprintf(stderr, "lines were lost\n"); exit(1); }
    turn(pause_us > 0 ? 1 : 100, 1, &deliveries);
  }
  printf("{\"deliveries\":%ld,\"seconds\":%.4f,\"p50\":%ld,\"p99\":%ld}\n", deliveries, (stop - start) / 1e6,
         percentile(deliveries, 0.5), percentile(deliveries, 0.99));
  fflush(stdout);
  quiet(50);
}

int main(int argc, char **argv) {
  if (argc < 4) { fprintf(stderr, "load <port> <members> <chat|raw|irc> [line bytes]\n"); return 2; }
  int port = atoi(argv[1]), bytes = argc > 4 ? atoi(argv[4]) : 64;
  members = atoi(argv[2]);
  struct rlimit files = {members + 64, members + 64};
  setrlimit(RLIMIT_NOFILE, &files);
  const char *verb = !strcmp(argv[3], "chat") ? "SAY " : !strcmp(argv[3], "irc") ? "PRIVMSG #bench :" : "";
  line_length = sprintf(line, "%s", verb);
  memset(line + line_length, 'x', bytes);
  line_length += bytes;
  if (!strcmp(argv[3], "irc")) line[line_length++] = '\r';
  line[line_length++] = '\n';
  sockets = calloc(members + 1, sizeof *sockets);
  counts = calloc(members + 1, sizeof *counts);
  epoll_fd = epoll_create1(0);
  for (int m = 0; m <= members; m++) { // the last one is the sender
    sockets[m] = connect_to(port);
    join(sockets[m], argv[3], m);
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = m};
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, sockets[m], &event);
    turn(0, 0, NULL);
  }
  quiet(300);
  puts("ready");
  fflush(stdout);
  int in_flight;
  double seconds, pause_us;
  while (scanf(" run %d %lf %lf", &in_flight, &seconds, &pause_us) == 3) run(in_flight, seconds, pause_us);
  return 0;
}
