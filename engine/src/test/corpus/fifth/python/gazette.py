"""Publishing: imports agency wires and lays out pages (asyncio, JSON lines)."""
import asyncio, dataclasses, datetime, decimal, enum, json, os, random, sys, traceback, xml.etree.ElementTree as ET
R = random.Random(int(os.environ["SEED"])); CLOCK = [int(os.environ["CLOCK"])]
def say(level, event, **kw):
    CLOCK[0] += R.randrange(3)
    print(json.dumps({"timestamp": datetime.datetime.utcfromtimestamp(CLOCK[0]).isoformat() + "Z", "level": level, "event": event, **kw}), flush=True)
# PAD
class Section(enum.Enum):
    POLITICS = "politics"; SPORT = "sport"
@dataclasses.dataclass
class Article:
    slug: str; body: str; words: int = 0
    def column_height(self, widths): return widths[self.words]
def parse_wire(payload): return json.loads(payload)
def parse_feed(payload): return ET.fromstring(payload)
def to_section(name): return Section(name)
# PAD
def ad_price(text): return decimal.Decimal(text)
def byline(article): return article.author.name.title()
def decode_latin(raw): return raw.decode("utf-8")
async def fetch(port, path):
    r, w = await asyncio.open_connection("127.0.0.1", port)
async def fetch_images(n): await fetch(9200 + R.randrange(50), "/img/%d" % n)
async def fetch_archive(n): await fetch(9300 + R.randrange(50), "/old/%d" % n)
# PAD
async def press_slot(n): await asyncio.wait_for(asyncio.sleep(5), 0.02)
async def proof_reader(n): await asyncio.wait_for(asyncio.Event().wait(), 0.02)
async def on_wire(n):
    parse_wire('{"slug": "s%d", "body": ' % n)
async def on_feed(n):
    parse_feed("<rss><item>%d</rss>" % n)
async def on_section(n):
    to_section("gardening%d" % R.randrange(9))
async def on_price(n):
    ad_price("12,%d EUR" % R.randrange(90))
async def on_byline(n):
    byline(Article("s%d" % n, ""))
async def on_column(n):
    Article("s%d" % n, "", 500 + n).column_height([1, 2, 3])
async def on_latin(n):
    decode_latin(b"a" * R.randrange(30) + b"\xe9dition")
async def on_images(n):
    await fetch_images(n)
async def on_archive(n):
    await fetch_archive(n)
async def on_press(n):
    await press_slot(n)
async def on_proof(n):
    await proof_reader(n)
JOBS = globals()
async def layout(fault):
    n = R.randrange(10000)
    await JOBS["on_" + fault](n)
# PAD
async def issue(fault):
    async with asyncio.TaskGroup() as g: g.create_task(layout(fault), name="page-%d" % R.randrange(40))
def noise():
    R.choice([lambda: say("info", "wire received", agency=R.choice(["dpa", "apa", "afp"]), id=R.randrange(10**6)), lambda: say("debug", "page rendered", page=R.randrange(64), ms=R.randrange(900)),
              lambda: say("info", "article approved", slug="s%d" % R.randrange(9999), editor=R.choice(["kim", "ola", "uwe", "ines"])), lambda: say("warning", "image resolution low", dpi=R.randrange(60, 150))])()
def main():
    fault = os.environ["FAULT"]
    if fault == "config": say("info", "reading configuration", path="/etc/gazette/gazette.toml"); say("critical", "configuration invalid: key 'press.deadline' must be a time of day", got="%dh" % R.randrange(40)); sys.exit(78)
    if fault == "licence": say("info", "reading licence", path="/etc/gazette/licence"); say("critical", "font licence expired, refusing to start", days=R.randrange(1, 300)); sys.exit(78)
    for _ in range(int(os.environ["STEPS"])): noise()
    mode = R.randrange(3)
    if mode == 0: asyncio.run(issue(fault))
    if mode == 1: asyncio.run(layout(fault))
    try: asyncio.run(layout(fault))
    except Exception as e:
        say("error", "issue aborted", issue=R.randrange(9999), exception=traceback.format_exc()); sys.exit(1)
# PAD
main()
