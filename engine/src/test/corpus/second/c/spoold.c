#define _GNU_SOURCE
#include <assert.h>
#include <execinfo.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>
// @SHIFT
static void msg(const char *lvl, const char *text) {
  const char *f = getenv("LOGFMT"); char ts[40]; time_t t = time(0); struct tm tm; gmtime_r(&t, &tm);
  if (f && !strcmp(f, "iso")) { strftime(ts, sizeof ts, "%Y-%m-%d %H:%M:%S", &tm); fprintf(stderr, "%s [%d] %s: %s\n", ts, getpid(), lvl, text); }
  else if (f && !strcmp(f, "glog")) { strftime(ts, sizeof ts, "%m%d %H:%M:%S", &tm); fprintf(stderr, "%c%s.%06d %7d spoold.c:%d] %s\n", lvl[0] - 32, ts, rand() % 1000000, getpid(), 20 + rand() % 300, text); }
  else fprintf(stderr, "spoold[%d]: %s: %s\n", getpid(), lvl, text);
}
static void noise(int n) { char b[200]; while (n-- > 0) { int k = rand() % 3; snprintf(b, sizeof b, k == 0 ? "job %d queued for printer lp%d" : k == 1 ? "connection from 10.9.0.%d port %d" : "spool usage %d MB, inode %d", rand() % 9999, rand() % 60000); msg("info", b); } }
// @SHIFT
static void on_crash(int s, siginfo_t *si, void *u) {
  void *a[40]; int n = backtrace(a, 40);
  fprintf(stderr, "*** spoold caught signal %d (%s) at address %p ***\n", s, strsignal(s), si->si_addr);
  backtrace_symbols_fd(a, n, 2);
  signal(s, SIG_DFL); raise(s);
}
struct job { int id; char *owner; struct job *next; };
struct printer { int dpi; struct { int cols; } *caps; };
// @SHIFT
__attribute__((noinline)) int owner_len(struct job *j) {
  // @SHIFT
  return (int)strlen(j->owner) + j->id;
}
__attribute__((noinline)) int columns(struct printer *p) {
  // @SHIFT
  return p->caps->cols * p->dpi;
}
// @SHIFT
__attribute__((noinline)) void release_job(struct job *j, int twice) { free(j->owner); if (twice) free(j->owner); }
__attribute__((noinline)) void title(const char *s) {
  char b[16];
  // @SHIFT
  strcpy(b, s); msg("info", b);
}
__attribute__((noinline)) void check_queue(int head, int tail) {
  // @SHIFT
  assert(head <= tail && "queue head ran past its tail");
}
__attribute__((noinline)) void check_lease(int head) {
  // @SHIFT
  assert(head > 0);
}
// @SHIFT
__attribute__((noinline)) int average(int sum, int n) { return sum / n; }
__attribute__((noinline)) int depth(struct job *j) { char pad[512]; memset(pad, j->id, sizeof pad); return depth(j->next) + pad[j->id & 255]; }
static void die(const char *what, int e) { char b[200]; snprintf(b, sizeof b, "%s: %s", what, strerror(e)); msg("fatal", b); exit(2); }
// @SHIFT
static void listen_on(int port) {
  int s = socket(AF_INET, SOCK_STREAM, 0); struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (bind(s, (void *)&a, sizeof a)) { char b[80]; snprintf(b, sizeof b, "cannot bind 127.0.0.1:%d", port); die(b, errno); }
}
static void lock_pid(const char *f) { FILE *p = fopen(f, "r"); if (!p) { char b[200]; snprintf(b, sizeof b, "cannot open lock file %s", f); die(b, errno); } }
static char *W, *Vv; static volatile int sink;
// @SHIFT
static void *work(void *x) {
  struct job j = {atoi(Vv), 0, 0}; j.next = &j; struct printer p = {atoi(Vv), 0};
  if (!strcmp(W, "owner")) sink = owner_len(&j);
  if (!strcmp(W, "columns")) sink = columns(&p);
  if (!strcmp(W, "free")) { j.owner = malloc(8 + atoi(Vv)); release_job(&j, 1); }
  if (!strcmp(W, "title")) title(Vv);
  if (!strcmp(W, "queue")) check_queue(atoi(Vv), 3);
  if (!strcmp(W, "lease")) check_lease(-atoi(Vv));
  if (!strcmp(W, "avg")) sink = average(atoi(Vv), getenv("NOPE") != 0);
  if (!strcmp(W, "depth")) sink = depth(&j);
  if (!strcmp(W, "listen")) listen_on(atoi(Vv));
  if (!strcmp(W, "lock")) lock_pid(Vv);
  return 0;
}
// @SHIFT
int main(int c, char **v) {
  srand(atoi(getenv("SEED"))); setvbuf(stdout, 0, _IONBF, 0);
  if (getenv("HANDLER")) { struct sigaction a = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK}; void *q[1]; backtrace(q, 1);
    stack_t st = {.ss_sp = malloc(65536), .ss_size = 65536}; sigaltstack(&st, 0);
    sigaction(SIGSEGV, &a, 0); sigaction(SIGABRT, &a, 0); sigaction(SIGFPE, &a, 0); }
  msg("info", "spoold starting"); noise(atoi(getenv("NOISE")));
  W = v[1]; Vv = v[2];
  if (getenv("THREAD")) { pthread_t t; pthread_create(&t, 0, work, 0); pthread_join(t, 0); } else work(0);
  return 0;
}
