from dress import *
C = Corpus("rust")
for v in (0, 1):
    d = os.path.join(BUILD, "rust", "settle%d" % v)
    padded(HERE + "/rust/settle.rs", d + "/src/main.rs", random.Random(5), v)
    subprocess.run(["nice", "rustc", "-Awarnings", "-C", "debuginfo=1", "-C", "overflow-checks=on", "-o", "settle", "src/main.rs"], cwd=d, check=True)
def go(fault, cause, mark):
    def run(r, rebuild, b):
        d = os.path.join(BUILD, "rust", "settle%d" % rebuild)
        return [d + "/settle"], {"FAULT": fault, "RUST_BACKTRACE": "1" if rebuild else r.choice(["0", "1"])}, d
    C.add("settle-" + cause, "rust/settle.rs", "settle", run, mark)
P = r"panicked at|"
go("ledger", "ledger-refused", r"Ledger\(")
go("fx", "fx-refused", r"Fx\(")
go("merchant", "merchant-expect", P + "must be onboarded|::merchant")
go("terminal", "terminal-unwrap", P + "::terminal")
go("acquirer", "acquirer-unwrap", P + "::acquirer")
go("fee", "fee-index", P + "index out|::fee")
go("net", "net-underflow", P + "subtract with|::net")
go("amount", "amount-parse", P + "ParseInt|::amount")
go("batch", "batch-parse", P + "ParseInt|::batch_no")
go("iban", "iban-char-boundary", P + "boundary|::iban")
go("borrow", "double-borrow", P + "already|::borrow_twice")
go("deep", "stack-overflow", r"overflowed its stack|stack overflow")
go("poison", "ledger-out-of-balance", r"out of balance|Poison")
go("keys", "hsm-key-missing", r"HSM key")
go("currency", "unknown-currency", r"Currency\(")
C.done()
