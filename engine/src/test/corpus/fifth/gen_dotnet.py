"""Endings of a .NET 6/8 service by the runtime's documented output format (nothing was run)."""
from dress import *
C = Corpus("dotnet")
NS = "Tarn.Freight"
def level(r, lv, cat, msg): return ["%s: %s.%s[%d]" % (lv, NS, cat, r.choice([0, 14, 20, 101])), "      " + msg]
def noise(r):
    k = r.randrange(4)
    if k == 0: return level(r, "info", "Api.WaybillController", "Waybill %d accepted for carrier %s" % (r.randrange(10**6), r.choice(["NordSped", "Kolo", "Rhenus-S"])))
    if k == 1: return level(r, "info", "Workers.ManifestWorker", "Manifest %d sealed with %d items" % (r.randrange(9999), r.randrange(300)))
    if k == 2: return level(r, "warn", "Net.CarrierClient", "Carrier call took %d ms" % r.randrange(9000))
    return level(r, "dbug", "Data.Cache", "Evicted %d entries" % r.randrange(500))
def fr(m, f=None, line=0): return "   at %s.%s" % (NS, m) + (" in /src/Tarn.Freight/%s:line %d" % (f, line) if f else "")
W = "System.Collections.Generic.Dictionary`2.get_Item(TKey key)"
def host(sh): return [fr("Workers.ManifestWorker.ExecuteAsync(CancellationToken stoppingToken)", "Workers/ManifestWorker.cs", 44 + sh), "   at Microsoft.Extensions.Hosting.Internal.Host.TryExecuteBackgroundServiceAsync(BackgroundService backgroundService)"]
REF = lambda r, p: "System.Net.Sockets.SocketException (111): Connection refused"
SOCK = ["   at System.Net.Sockets.Socket.AwaitableSocketAsyncEventArgs.ThrowException(SocketError error, CancellationToken cancellationToken)", "   at System.Net.Sockets.Socket.AwaitableSocketAsyncEventArgs.System.Threading.Tasks.Sources.IValueTaskSource.GetResult(Int16 token)"]
def wrap(outer, inner, inframes, outframes): return [outer, " ---> " + inner] + inframes + ["   --- End of inner exception stack trace ---"] + outframes
def pricing(r, s): return ["System.NullReferenceException: Object reference not set to an instance of an object.", fr("Pricing.Surcharge.Fuel(Waybill w)", "Pricing/Surcharge.cs", 31 + s), fr("Pricing.Quote.Total(Waybill w)", "Pricing/Quote.cs", 18 + s)] + host(s)
def toll(r, s): return ["System.NullReferenceException: Object reference not set to an instance of an object.", fr("Pricing.Surcharge.Toll(Waybill w)", "Pricing/Surcharge.cs", 47 + s), fr("Pricing.Quote.Total(Waybill w)", "Pricing/Quote.cs", 19 + s)] + host(s)
def carrier(r, s): return ["System.Collections.Generic.KeyNotFoundException: The given key '%s' was not present in the dictionary." % r.choice(["KOLO", "NSPD", "X%d" % r.randrange(99)]), "   at " + W, fr("Carriers.Directory.Find(String code)", "Carriers/Directory.cs", 22 + s)] + host(s)
def db(r, s): return wrap("Npgsql.NpgsqlException (0x80004005): Failed to connect to 10.%d.%d.9:5432" % (r.randrange(99), r.randrange(99)), REF(r, 0), SOCK + ["   at Npgsql.Internal.NpgsqlConnector.ConnectAsync(NpgsqlTimeout timeout, CancellationToken cancellationToken)"], [fr("Data.WaybillRepository.LoadAsync(Int64 id)", "Data/WaybillRepository.cs", 27 + s)] + host(s))
def track(r, s): return wrap("System.Net.Http.HttpRequestException: Connection refused (tracking-%d.internal:8080)" % r.randrange(9), REF(r, 0), SOCK + ["   at System.Net.Http.HttpConnectionPool.ConnectToTcpHostAsync(String host, Int32 port, HttpRequestMessage initialRequest, Boolean async, CancellationToken cancellationToken)"], [fr("Net.TrackingClient.PushAsync(Event e)", "Net/TrackingClient.cs", 39 + s)] + host(s))
def jsonx(r, s): return ["System.Text.Json.JsonException: The JSON value could not be converted to System.Int32. Path: $.weight | LineNumber: %d | BytePositionInLine: %d." % (r.randrange(9), r.randrange(90)), "   at System.Text.Json.ThrowHelper.ReThrowWithPath(ReadStack& state, Utf8JsonReader& reader, Exception ex)", fr("Import.EdiReader.Read(Stream s)", "Import/EdiReader.cs", 52 + s)] + host(s)
def config(r, s): return ["System.InvalidOperationException: The ConnectionString property has not been initialized: 'ConnectionStrings:Freight' is missing.", fr("Startup.Configure(IConfiguration c)", "Startup.cs", 17 + s), fr("Program.Main(String[] args)", "Program.cs", 9 + s)]
def so(r, s):
    return ["Stack overflow.", "Repeat %d times:" % r.randrange(9000, 24000), "--------------------------------", fr("Routing.Tree.Depth(Node n)"), "--------------------------------", fr("Routing.Tree.Build(List`1 hubs)"), fr("Workers.ManifestWorker.ExecuteAsync(CancellationToken)"), "   at System.Threading.ThreadPoolWorkQueue.Dispatch()"]
CAUSES = [("fuel-surcharge-nullref", pricing, r"Surcharge.Fuel"), ("toll-surcharge-nullref", toll, r"Surcharge.Toll"), ("carrier-key", carrier, r"KeyNotFound|Directory.Find"),
          ("waybill-db-refused", db, r"NpgsqlException|WaybillRepository.Load"), ("tracking-refused", track, r"HttpRequestException|TrackingClient"), ("edi-json-weight", jsonx, r"JsonException|EdiReader"), ("connection-string-missing", config, r"ConnectionStrings:Freight"), ("routing-stack-overflow", so, r"Stack overflow|Tree.Depth")]
for name, fn, mark in CAUSES:
    full = "dotnet/freight-" + name
    for i in range(6):
        r = random.Random(zlib.crc32(("%s#%d" % (full, i)).encode()))
        rebuild = r.random() < .12; sh = r.randrange(3, 30) if rebuild else 0
        lines = sum((noise(r) for _ in range(r.choice([2, 6, 12, 30]))), [])
        st = fn(r, sh)
        if r.random() < .35: st = [x.split(" in /src")[0] for x in st]
        if name not in ("routing-stack-overflow", "connection-string-missing") and r.random() < .4:
            lines += ["crit: Microsoft.Extensions.Hosting.Internal.Host[10]", "      The HostOptions.BackgroundServiceExceptionBehavior is configured to StopHost. A BackgroundService has thrown an unhandled exception, and the IHost instance is stopping."]
            lines = lines[:-2] + ["fail: Microsoft.Extensions.Hosting.Internal.Host[9]", "      BackgroundService failed"] + ["      " + x for x in st] + lines[-2:] + ["info: Microsoft.Hosting.Lifetime[0]", "      Application is shutting down..."]
            res, ex = "exit-code", "1"
            if r.random() < .5: lines += noise(r)
        else:
            res, ex = "core-dump", "ABRT"
            lines += st if st[0].startswith("Stack") else ["Unhandled exception. " + st[0]] + st[1:]
        C.dress(full, "gen_dotnet.py", "tarn-freight", "\n".join(lines), mark, r, res, ex, rebuild, 1672531200 + r.randrange(10**8), made="documented-format")
C.done()
