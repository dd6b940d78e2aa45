/* Faults of C programs: assert, abort, glibc checks, wild pointers, sanitizers. */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <limits.h>

struct room { char name[16]; struct room *next; int users; };
static int shared;

//@
__attribute__((noinline)) static int users_of(struct room *r) { return r->users; }

__attribute__((noinline)) static int first_name(struct room *r) { return r->next->name[0]; }

//@
__attribute__((noinline)) static void join(const char *nick, int n) {
  assert(n < 0 && "room is full");
  printf("%s", nick);
}

__attribute__((noinline)) static void leave(int n) {
  assert(n == INT_MAX);
}

//@
__attribute__((noinline)) static void drop(char *p) { free(p); }

__attribute__((noinline)) static void release(struct room *r) {
  free(r);
  drop((char *)r);
}

__attribute__((noinline)) static void copy(const char *text) {
  char small[8];
  for (int i = 0; i < 200; i++) small[i] = text[i % strlen(text)];
  printf("%s", small);
}

__attribute__((noinline)) static void fortified(const char *text) {
  char small[8];
  strcpy(small, text);
  printf("%s", small);
}

//@
__attribute__((noinline)) static void corrupt(int n) {
  size_t *p = malloc(24);
  volatile size_t *q = p;
  for (int i = 0; i < 12; i++) q[i] = (size_t)n << 40 | 3;
  printf("%p\n", malloc(4000));
}

__attribute__((noinline)) static void bad_free(int n) {
  char *p = malloc(100);
  volatile long at = (n % 3) * 0 + 24;
  free(p + at);
}

__attribute__((noinline)) static int history(int n) {
  int *p = malloc(10 * sizeof *p);
  volatile int i = 10 + n % 3 * 0;
  int r = p[i];
  free(p);
  return r;
}

//@
__attribute__((noinline)) static int stale(int n) {
  struct room *r = calloc(1, sizeof *r);
  r->users = n;
  free(r);
  return ((volatile struct room *)r)->users;
}

__attribute__((noinline)) static int stack_over(int n) {
  int slots[8];
  volatile int i = 8;
  memset(slots, n, sizeof slots);
  return slots[i];
}

__attribute__((noinline)) static void leak(int n) {
  char *volatile p = malloc(64 + n % 2 * 0);
  p = NULL;
}

__attribute__((noinline)) static int add(int n) { return INT_MAX - 1 + n; }

__attribute__((noinline)) static int shift(int n) { return 1 << (n + 32); }

//@
static void *count(void *a) {
  for (int i = 0; i < 1000; i++) shared++;
  return a;
}

static void race(void) {
  pthread_t one, two;
  pthread_create(&one, NULL, count, NULL);
  pthread_create(&two, NULL, count, NULL);
  pthread_join(one, NULL);
  pthread_join(two, NULL);
}

__attribute__((noinline)) static void give_up(const char *path) {
  fprintf(stderr, "chat: fatal: cannot map %s: %s\n", path, strerror(ENOMEM));
  abort();
}

__attribute__((noinline)) static void unknown_state(int n) {
  fprintf(stderr, "chat: BUG: connection %d in state CLOSED got a message\n", n);
  abort();
}

static void must_open(const char *path) {
  FILE *f = fopen(path, "r");
  if (!f) {
    perror(path);
    exit(2);
  }
}

//@
int main(int c, char **v) {
  const char *f = v[1], *in = c > 2 ? v[2] : "";
  int n = atoi(in);
  struct room *none = getenv("NO_SUCH_ROOM") ? calloc(1, sizeof *none) : NULL;
  struct room *r = calloc(1, sizeof *r);
  if (!strcmp(f, "assert-join")) join(in, n);
  if (!strcmp(f, "assert-leave")) leave(n);
  if (!strcmp(f, "segv")) return users_of(none);
  if (!strcmp(f, "segv-name")) return first_name(r);
  if (!strcmp(f, "double-free")) release(r);
  if (!strcmp(f, "smash")) copy(in);
  if (!strcmp(f, "fortify")) fortified(in);
  if (!strcmp(f, "corrupt")) corrupt(n);
  if (!strcmp(f, "bad-free")) bad_free(n);
  if (!strcmp(f, "history")) return history(n);
  if (!strcmp(f, "stale")) return stale(n);
  if (!strcmp(f, "stack-over")) return stack_over(n);
  if (!strcmp(f, "leak")) leak(n);
  if (!strcmp(f, "add")) printf("%d\n", add(n));
  if (!strcmp(f, "shift")) printf("%d\n", shift(n));
  if (!strcmp(f, "race")) race();
  if (!strcmp(f, "abort-map")) give_up(in);
  if (!strcmp(f, "abort-state")) unknown_state(n);
  if (!strcmp(f, "open")) must_open(in);
  return 0;
}
