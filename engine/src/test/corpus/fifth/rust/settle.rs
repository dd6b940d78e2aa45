//! Bank: settles card transactions; tracing-like lines.
use std::{collections::HashMap, env, fmt, fs, io, net::TcpStream, process, thread, cell::RefCell, sync::{Arc, Mutex}};
// PAD
struct Rng(u64);
impl Rng { fn n(&mut self, m: u64) -> u64 { self.0 ^= self.0 << 13; self.0 ^= self.0 >> 7; self.0 ^= self.0 << 17; (self.0 >> 11) % m } }
fn stamp(t: u64, us: u64) -> String {
    let (d, s) = (t / 86400, t % 86400); let z = d + 719468; let era = z / 146097; let doe = z - era * 146097;
    let yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365; let doy = doe - (365 * yoe + yoe / 4 - yoe / 100); let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1; let m = if mp < 10 { mp + 3 } else { mp - 9 }; let y = yoe + era * 400 + if m <= 2 { 1 } else { 0 };
    format!("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", y, m, day, s / 3600, s / 60 % 60, s % 60, us)
}
fn line(r: &mut Rng, clock: &mut u64, level: &str, target: &str, msg: String) { *clock += r.n(3); let us = r.n(1000000); eprintln!("{} {:>5} settle::{}: {}", stamp(*clock, us), level, target, msg); }
#[derive(Debug)] enum SettleError { Ledger(io::Error), Fx(io::Error), Currency(String) }
impl fmt::Display for SettleError { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { write!(f, "{:?}", self) } }
impl std::error::Error for SettleError {}
// PAD
#[inline(never)] fn ledger_open(p: u16) -> Result<TcpStream, SettleError> { TcpStream::connect(("127.0.0.1", p)).map_err(SettleError::Ledger) }
#[inline(never)] fn fx_open(p: u16) -> Result<TcpStream, SettleError> { TcpStream::connect(("127.0.0.1", p)).map_err(SettleError::Fx) }
#[inline(never)] fn merchant<'a>(m: &'a HashMap<u64, String>, id: u64) -> &'a String {
    m.get(&id).expect("merchant must be onboarded")
}
#[inline(never)] fn terminal(m: &HashMap<u64, String>, id: u64) -> String {
    m.get(&id).unwrap().clone()
}
// PAD
#[inline(never)] fn acquirer(m: &HashMap<u64, String>, id: u64) -> String {
    m.get(&id).unwrap().clone()
}
#[inline(never)] fn fee(table: &[u64], band: usize) -> u64 {
    table[band]
}
#[inline(never)] fn net(gross: u64, fees: u64) -> u64 {
    gross - fees
}
#[inline(never)] fn amount(s: &str) -> u64 {
    s.parse::<u64>().unwrap()
}
// PAD
#[inline(never)] fn batch_no(s: &str) -> u32 {
    s.parse::<u32>().unwrap()
}
#[inline(never)] fn iban(s: &str) -> &str {
    &s[0..3]
}
#[inline(never)] fn borrow_twice(c: &RefCell<u64>) {
    let _a = c.borrow_mut(); let _b = c.borrow_mut();
}
#[inline(never)] fn deep(n: u64) -> u64 { let a = [n; 64]; if n == u64::MAX { 0 } else { deep(n + 1) + a[(n % 64) as usize] } }
fn handle(f: &str, r: &mut Rng, clock: &mut u64) -> Result<(), Box<dyn std::error::Error>> {
    let m: HashMap<u64, String> = HashMap::new(); let id = r.n(90000);
    match f {
        "ledger" => { ledger_open(5400 + r.n(40) as u16)?; }
        "fx" => { fx_open(6400 + r.n(40) as u16)?; }
        "merchant" => { merchant(&m, id); }
        "terminal" => { terminal(&m, id); }
        "acquirer" => { acquirer(&m, id); }
        "fee" => { fee(&[1, 2, 3], 3 + id as usize); }
        "net" => { net(id, id + 1 + r.n(50)); }
        "amount" => { amount(&format!("{}.{:02}", id, r.n(99))); }
        "batch" => { batch_no(&format!("B{}", id)); }
        "iban" => { iban(&format!("DE{}", "é".repeat(4))); }
        "borrow" => borrow_twice(&RefCell::new(id)),
        "deep" => { println!("{}", deep(id)); }
        "poison" => { let l = Arc::new(Mutex::new(id)); let k = l.clone(); let _ = thread::Builder::new().name("posting".into()).spawn(move || { let _g = k.lock().unwrap(); if id < 1_000_000 { panic!("ledger row {} out of balance", id); } }).unwrap().join(); *l.lock().unwrap() += 1; }
        "keys" => { let e = fs::read("/etc/settle/hsm.key").unwrap_err(); line(r, clock, "ERROR", "keys", format!("could not read HSM key error={} slot={}", e, id % 9)); process::exit(74); }
        "currency" => return Err(Box::new(SettleError::Currency(format!("X{}", r.n(99))))),
        _ => {}
    }
    Ok(())
}
// PAD
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let g = |k: &str| env::var(k).unwrap(); let mut r = Rng(g("SEED").parse::<u64>()? * 2654435761 + 1); let mut clock: u64 = g("CLOCK").parse()?;
    for _ in 0..20 { r.n(2); }
    for _ in 0..g("STEPS").parse::<u32>()? {
        let (a, b) = (r.n(900000), r.n(9000));
        match r.n(4) { 0 => line(&mut r, &mut clock, "INFO", "clearing", format!("accepted txn={} cents={}", a, b)), 1 => line(&mut r, &mut clock, "DEBUG", "rules", format!("matched rule={} in {}us", b % 60, a % 900)),
            2 => line(&mut r, &mut clock, "INFO", "posting", format!("posted batch={} rows={}", b, a % 500)), _ => line(&mut r, &mut clock, "WARN", "clearing", format!("slow acquirer ms={}", b)) }
    }
    let f = g("FAULT");
    let in_main = matches!(f.as_str(), "ledger" | "fx" | "currency");
    if in_main || r.n(3) == 0 { return handle(&f, &mut r, &mut clock); }
    let name = format!("settle-worker-{}", r.n(9));
    let res = thread::Builder::new().name(name).spawn(move || { let mut c = clock; handle(&f, &mut r, &mut c).map_err(|e| e.to_string()) })?.join();
    if res.is_err() { process::exit(101); }
    Ok(())
}
