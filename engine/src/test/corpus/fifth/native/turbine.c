/* Energy: turbine telemetry collector, syslog-like plain lines. */
#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <sys/resource.h>
static long clk; static FILE *sink;
/* PAD */
static void say(const char *lv, const char *mod, const char *fmt, long a, long b) {
    char t[32]; time_t c = clk += rand() % 3; strftime(t, sizeof t, "%Y/%m/%d %H:%M:%S", gmtime(&c));
    fprintf(stderr, "%s %s %s: ", t, lv, mod); fprintf(stderr, fmt, a, b); fputc('\n', stderr);
}
static void noise(void) {
    switch (rand() % 4) {
    case 0: say("I", "modbus", "polled turbine %ld, %ld registers", rand() % 80, rand() % 120); break;
    case 1: say("I", "store", "flushed %ld samples in %ld ms", rand() % 9000, rand() % 90); break;
    case 2: say("D", "wind", "mast %ld speed %ld cm/s", rand() % 9, rand() % 3000); break;
    default: say("W", "modbus", "turbine %ld late by %ld ms", rand() % 80, rand() % 4000);
    }
}
/* PAD */
struct ring { int head, size; double *v; };
__attribute__((noinline)) static double ring_last(struct ring *r) { return r->v[r->head]; }
__attribute__((noinline)) static void ring_push(struct ring *r, double x) { assert(r->head < r->size); r->v[r->head++] = x; }
__attribute__((noinline)) static void yaw_set(int deg) { assert(deg >= 0 && deg < 360); say("I", "yaw", "yaw %ld of %ld", deg, 360); }
__attribute__((noinline)) static void pitch_set(int deg) { assert(deg >= 0 && deg < 90); say("I", "pitch", "pitch %ld of %ld", deg, 90); }
__attribute__((noinline)) static int mean_rpm(int sum, volatile int n) { return sum / n; }
/* PAD */
__attribute__((noinline)) static void frame_free(char *f) { free(f); }
__attribute__((noinline)) static void alarm_text(volatile int n) { char b[12]; char *volatile p = b; memset(p, 'A', 12 + n); say("I", "alarm", "text %ld %ld", p[3], n); }
__attribute__((noinline)) static int crc_table(volatile int i) { int *t = malloc(16 * sizeof *t); for (int k = 0; k < 16; k++) t[k] = k; int x = t[i]; free(t); return x; }
__attribute__((noinline)) static int curve_at(volatile int i) { static int curve[8]; return curve[i]; }
__attribute__((noinline)) static int stale_sample(void) { int *p = malloc(40); p[2] = 7; free(p); return p[2]; }
__attribute__((noinline)) static int energy_sum(int a, int b) { return a + b; }
int main(void) {
    srand(atoi(getenv("SEED"))); clk = atol(getenv("CLOCK")); const char *f = getenv("FAULT"); struct ring r = {0, 4, 0};
    setvbuf(stderr, 0, _IOLBF, 4096);
    for (int i = atoi(getenv("STEPS")); i > 0; i--) noise();
    int n = rand() % 9000;
    if (!strcmp(f, "last")) { say("I", "ring", "summary of turbine %ld (%ld)", n, 0); return (int)ring_last(&r); }
    if (!strcmp(f, "push")) { double v[4]; r.v = v; for (int i = 0; i < 9; i++) ring_push(&r, n); }
    if (!strcmp(f, "yaw")) yaw_set(360 + n);
    if (!strcmp(f, "pitch")) pitch_set(90 + n);
    if (!strcmp(f, "rpm")) return mean_rpm(n, 0);
    if (!strcmp(f, "double")) { char *p = malloc(40); frame_free(p); frame_free(p); }
    if (!strcmp(f, "invalid")) { char *p = malloc(400); frame_free(p + 16); }
    if (!strcmp(f, "corrupt")) { char *p = malloc(2000), *q = malloc(2000); memset(p, 'x', 2000 + 24); free(q); free(p); malloc(1 << 20); }
    if (!strcmp(f, "smash")) alarm_text(40 + n % 20);
    if (!strcmp(f, "crc")) return crc_table(16 + n % 3);
    if (!strcmp(f, "curve")) return curve_at(8 + n % 3);
    if (!strcmp(f, "stale")) return stale_sample();
    if (!strcmp(f, "sum")) return energy_sum(2147483000, 700 + n) == 1 ? 3 : 4;
    if (!strcmp(f, "fuse")) { say("C", "fuse", "over-temperature in nacelle %ld: %ld C, aborting", n % 80, 90 + n % 40); abort(); }
    if (!strcmp(f, "spool")) { FILE *o = fopen("/dev/full", "w"); for (int i = 0; i < 9000; i++) fputs("sample\n", o); if (fclose(o)) { say("C", "spool", "cannot write segment %ld of day %ld: No space left on device", n, n % 365); exit(1); } }
    if (!strcmp(f, "limit")) { FILE *o = fopen("segment.out", "w"); for (;;) { fputs("sample sample\n", o); } }
    return 0;
}
