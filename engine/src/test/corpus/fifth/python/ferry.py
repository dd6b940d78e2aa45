"""Transport: ferry bookings over the standard library's http server, single lines and silent ends."""
import http.server, importlib, logging, mmap, os, random, socket, sys, threading, time, urllib.request, queue, multiprocessing
R = random.Random(int(os.environ["SEED"])); CLOCK = [int(os.environ["CLOCK"])]
def put(level, msg, **kw):
    CLOCK[0] += R.randrange(4)
    sys.stderr.write("ts=%s level=%s msg=%s%s\n" % (time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(CLOCK[0])), level, '"%s"' % msg if " " in msg else msg, "".join(" %s=%s" % x for x in kw.items()))); sys.stderr.flush()
# PAD
def noise():
    R.choice([lambda: put("info", "booking stored", id=R.randrange(10**6), cars=R.randrange(4)), lambda: put("info", "http", path="/sailings/%d" % R.randrange(900), status=200, ms=R.randrange(80)),
              lambda: put("warn", "ramp sensor noisy", ramp=R.randrange(6)), lambda: put("info", "tide", cm=R.randrange(-200, 300))])()
class Manifest:
    def __init__(self): self.decks = []
    def stow(self, car): self.decks[-1].append(car)
class Boarding:
    def __init__(self): self.lanes = []
    def call(self): return self.lanes.pop()
# PAD
def seats_left(total, booked): assert booked <= total, "overbooked: %d of %d" % (booked, total)
def ticket_of(req): return "FR-" + req
def open_many(keep):
    while True: keep.append(socket.socket())
def load_timetable():
    d = bytearray()
    while True: d += bytes(1 << 22)
def journal_append(n):
    with open("/dev/full", "w") as f: f.write("booking %d\n" % n)
# PAD
def on_stow(n):
    Manifest().stow(n)
def on_boarding(n):
    Boarding().call()
def on_overbooked(n):
    seats_left(200, 201 + R.randrange(50))
def on_ticket(n):
    ticket_of(n)
def on_sockets(n):
    open_many([])
def on_memory(n):
    load_timetable()
def on_journal(n):
    journal_append(n)
def on_exit_radar(n):
    put("fatal", "radar feed lost, harbour service stops", feed=R.randrange(5), silent_s=R.randrange(30, 300))
    os._exit(1)
def on_exit_gate(n):
    put("fatal", "gate controller answered with protocol 0, expected 4", gate=R.randrange(5))
    os._exit(1)
def on_silent(n):
    os._exit(9)
JOBS = globals()
def handle(fault):
    n = R.randrange(10**5)
    JOBS["on_" + fault.replace("-", "_")](n)
class H(http.server.BaseHTTPRequestHandler):
    def do_GET(self): handle(os.environ["FAULT"])
    def log_message(self, *a): pass
# PAD
class Srv(http.server.HTTPServer):
    def handle_error(self, request, addr): raise
def main():
    fault = os.environ["FAULT"]
    if fault == "plugin": put("info", "loading plugins", n=R.randrange(9)); importlib.import_module("ferry_ais_decoder")
    for _ in range(int(os.environ["STEPS"])): noise()
    if R.randrange(2): handle(fault)
    s = Srv(("127.0.0.1", 0), H)
    threading.Thread(target=lambda: urllib.request.urlopen("http://127.0.0.1:%d/" % s.server_port, timeout=2).read(), daemon=True).start() if False else None
    c = socket.create_connection(("127.0.0.1", s.server_port)); c.sendall(b"GET /book HTTP/1.0\r\n\r\n")
    s.handle_request()
main()
