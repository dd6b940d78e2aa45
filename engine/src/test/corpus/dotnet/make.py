"""Endings of .NET services. The runtime is not here to crash: written by its documented output format, marked so."""

import os
import random
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from corpus import Case, write  # noqa: E402

NS = "Acme.Shop"


def frames(*methods, code=None):
    """Frames of own code; `Type.Method(args)|File|line`, the line only where symbols are installed."""
    out = []
    for m in methods:
        name, file, line = (m.split("|") + ["", ""])[:3]
        own = f"   at {NS}.{name}" if not name.startswith("System") else f"   at {name}"
        out.append(own + (f" in /src/Shop/{file}:line {int(line) + code}" if file and code is not None else ""))
    return out


START = ["Program.<Main>$(String[] args)|Program.cs|12"]
AGAIN = "--- End of stack trace from previous location ---"
SOCKET = ["System.Net.Sockets.Socket.AwaitableSocketAsyncEventArgs.ThrowException(SocketError error, CancellationToken cancellationToken)",
          "System.Net.Sockets.Socket.AwaitableSocketAsyncEventArgs.System.Threading.Tasks.Sources.IValueTaskSource.GetResult(Int16 token)"]


def plain(kind, message, *methods):
    return lambda c: [f"{kind}: {message}", *frames(*methods, *START, code=c)]


def inner(kind, message, cause, why, deep, *methods):
    return lambda c: [f"{kind}: {message}", f" ---> {cause}: {why}", *frames(*deep, code=c), "   --- End of inner exception stack trace ---",
                      *frames(*methods, *START, code=c)]


def task(kind, message, *methods):
    return lambda c: [f"{kind}: {message}", *frames(methods[0], code=c), AGAIN, *frames(*methods[1:], *START, code=c)]


def aggregate(c):
    one, two = frames("Flush.ShardAsync(Int32 n)|Flush.cs|31", code=c), frames("Flush.IndexAsync(String name)|Flush.cs|44", code=c)
    return ["System.AggregateException: One or more errors occurred. (shard {n} has no leader) (index {word} is closed)",
            " ---> System.InvalidOperationException: shard {n} has no leader", *one, "   --- End of inner exception stack trace ---",
            "   at System.Threading.Tasks.Task.WaitAllCore(ReadOnlySpan`1 tasks, Int32 millisecondsTimeout, CancellationToken cancellationToken)",
            *frames("Flush.All()|Flush.cs|19", *START, code=c),
            " ---> (Inner Exception #1) System.ObjectDisposedException: index {word} is closed", *two, "<---", ""]


def raw(*lines):
    return lambda c: list(lines)


def case(name, body, key, wrap="unhandled", **more):
    more.setdefault("count", 5)
    end = ("exit-code", "150") if wrap == "host" else ("core-dump", "ABRT")
    return Case(f"dotnet/{name}", "dotnet/make.py", [], key, "shop-api", "web", loggers=["iso", "bare", "slog"], made="documented-format",
                end=end, env={"body": body, "wrap": wrap}, **more)


CASES = [
    case("total-null", plain("System.NullReferenceException", "Object reference not set to an instance of an object.", "Orders.Total(String id)|Orders.cs|42"), "NullReference", count=6),
    case("owner-null", plain("System.NullReferenceException", "Object reference not set to an instance of an object.", "Orders.Owner(String id)|Orders.cs|57"), "NullReference"),
    case("format", plain("System.FormatException", "The input string '{word}' was not in a correct format.",
         "System.Number.ThrowFormatException[TChar](ReadOnlySpan`1 value)", "System.Int32.Parse(String s)", "Orders.Quantity(String text)|Orders.cs|63"), "FormatException"),
    case("key", plain("System.Collections.Generic.KeyNotFoundException", "The given key '{user}' was not present in the dictionary.",
         "System.Collections.Generic.Dictionary`2.get_Item(TKey key)", "Orders.Price(String id)|Orders.cs|71"), "KeyNotFound"),
    case("load-refused", inner("Acme.Shop.OrderException", "cannot load order {id}", "System.Net.Sockets.SocketException (111)", "Connection refused", SOCKET,
         "Orders.Load(String id)|Orders.cs|80"), "Connection refused", count=6),
    case("load-timeout", inner("Acme.Shop.OrderException", "cannot load order {id}", "System.TimeoutException", "no answer from {host} within {ms} ms",
         ["Db.Query(String sql)|Db.cs|101"], "Orders.Load(String id)|Orders.cs|80"), "TimeoutException"),
    case("async", task("System.InvalidOperationException", "cart {id} is gone", "Carts.FetchAsync(Int64 id)|Carts.cs|23", "Carts.ServeAsync(HttpContext context)|Carts.cs|35"), "is gone"),
    case("aggregate", aggregate, "AggregateException"),
    case("initializer", inner("System.TypeInitializationException", "The type initializer for 'Acme.Shop.Settings' threw an exception.", "System.ArgumentNullException",
         "Value cannot be null. (Parameter 's')", ["System.Int32.Parse(String s)", "Settings..cctor()|Settings.cs|9"], "Server.Start(Int32 port)|Server.cs|15"), "Settings"),
    case("assembly", plain("System.IO.FileNotFoundException", "Could not load file or assembly 'Acme.Tax, Version=3.1.0.0, Culture=neutral, PublicKeyToken=null'. The system cannot find the file specified.",
         "Tax.Plugin.Load(String name)|Tax.cs|17"), "Acme.Tax"),
    case("taken", inner("System.IO.IOException", "Failed to bind to address http://0.0.0.0:{port}: address already in use.", "System.Net.Sockets.SocketException (98)", "Address already in use",
         ["System.Net.Sockets.Socket.DoBind(EndPoint endPointSnapshot, SocketAddress socketAddress)"], "Server.Listen(Int32 port)|Server.cs|28"), "already in use"),
    case("stack", raw("Stack overflow.", "Repeat {id} times:", "--------------------------------", f"   at {NS}.Tree.Walk(Int32)", "--------------------------------",
         f"   at {NS}.Tree.Root(Int32)", f"   at {NS}.Program.<Main>$(System.String[])"), "Stack overflow", "bare"),
    case("fail-fast", raw("Process terminated. ledger is out of balance by {id} cents", "   at System.Environment.FailFast(System.String)", f"   at {NS}.Ledger.Check(Int64)",
         f"   at {NS}.Program.<Main>$(System.String[])"), "out of balance", "bare"),
    case("access", raw("Fatal error. System.AccessViolationException: Attempted to read or write protected memory. This is often an indication that other memory is corrupt.",
         f"   at {NS}.Native.Codec.Decode(IntPtr, Int32)", f"   at {NS}.Images.Thumb(System.String)", f"   at {NS}.Program.<Main>$(System.String[])"), "AccessViolation", "bare"),
    case("memory", raw("Out of memory."), "Out of memory", "bare", count=3),
    case("no-runtime", raw("You must install or update .NET to run this application.", "", "App: /opt/shop/Shop.dll", "Architecture: x64",
         "Framework: 'Microsoft.NETCore.App', version '8.0.{n}' (x64)", ".NET location: /usr/share/dotnet", "", "The following frameworks were found:",
         "  7.0.{n} at [/usr/share/dotnet/shared/Microsoft.NETCore.App]"), "install or update", "host", count=4),
]


def made(case, number, rng, vals, log, now):
    code = random.Random(number).choice([None, 0, 3, 11])
    lines = case.env["body"](code)
    if case.env["wrap"] == "unhandled":
        if number % 3 == 1:
            lines = ["crit: Acme.Shop.Program[0]", "      Host terminated unexpectedly", *["      " + x for x in lines]]
        else:
            lines[0] = "Unhandled exception. " + lines[0]
    text = "\n".join(lines)
    for name, value in vals.items():
        text = text.replace("{" + name + "}", value)
    return text, 0


write("dotnet", CASES, made)
