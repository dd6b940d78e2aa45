mod store;
use std::collections::HashMap;
use std::env;
use std::sync::{Arc, Mutex};
// @SHIFT
fn info(m: &str) {
    let t = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    match env::var("LOGFMT").as_deref() {
        Ok("json") => println!("{{\"timestamp\":{}.{:03},\"level\":\"INFO\",\"fields\":{{\"message\":\"{}\"}},\"target\":\"vaultd\"}}", t.as_secs(), t.subsec_millis(), m),
        Ok("env") => println!("[{} INFO  vaultd] {}", env::var("STAMP").unwrap_or_default(), m),
        _ => println!("INFO vaultd: {}", m),
    }
}
fn noise(n: u32, mut s: u32) {
    for _ in 0..n {
        s = s.wrapping_mul(1664525).wrapping_add(1013904223);
        match (s >> 16) % 3 { 0 => info(&format!("compacted {} blocks in {}us", s >> 20, s >> 12)), 1 => info(&format!("session {:08x} opened by svc-{}", s, (s >> 9) % 40)), _ => info(&format!("replica 10.1.{}.{} caught up", (s >> 8) & 255, (s >> 16) & 255)) }
    }
}
// @SHIFT
fn config(p: &str) -> (String, u16) {
    let t = std::fs::read_to_string(p).unwrap_or_else(|_| p.to_string());
    let mut it = t.splitn(2, '=');
    let k = it.next().unwrap_or("").to_string();
    // @SHIFT
    let port: u16 = it.next().unwrap_or("").trim().parse().expect("vaultd.conf: listen port");
    (k, port)
}
#[inline(never)]
fn ledger(n: u32) {
    let total = Arc::new(Mutex::new(0u32));
    let t2 = total.clone();
    // @SHIFT
    let h = std::thread::Builder::new().name(format!("ledger-{}", n)).spawn(move || {
        let mut g = t2.lock().unwrap();
        *g += n;
        if n > 0 { panic!("ledger entry {} does not balance: {} != {}", n, *g, n * 2); }
    }).unwrap();
    let _ = h.join();
    if env::var("POISON").is_ok() { *total.lock().unwrap() += 1; }
}
// @SHIFT
fn work(what: &str, v: &str) -> Result<(), Box<dyn std::error::Error>> {
    let sh = store::Shard { id: 3, blocks: vec![1, 2, 3] };
    match what {
        "block" => { store::block(&sh, v.parse()?); }
        "owner" => { store::owner(&HashMap::new(), v); }
        "lease" => { store::lease(&HashMap::new(), v); }
        "quota" => { store::quota(v.parse()?, 10); }
        "config" => { config(v); }
        "ledger" => { ledger(v.parse()?); if env::var("POISON").is_err() { std::process::exit(101); } }
        "open" => { store::open(v)?; }
        "seal" => { store::seal(v.parse()?, &env::var("NODE").unwrap_or_default())?; }
        "alloc" => { let n: usize = v.parse()?; let mut x: Vec<Vec<u8>> = vec![]; loop { x.push(vec![1; n]); } }
        "deep" => { println!("{}", deep(&v.to_string())); }
        _ => {}
    }
    Ok(())
}
#[inline(never)]
fn deep(s: &String) -> usize { let mut b = [0u8; 4096]; b[s.len() % 4096] = 1; deep(&format!("{}.", &s[..1])) + b[s.len() % 4096] as usize }
// @SHIFT
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let a: Vec<String> = env::args().collect();
    info(&format!("vaultd {} starting on {}", env::var("VER").unwrap_or_default(), env::var("NODE").unwrap_or_default()));
    noise(env::var("NOISE")?.parse()?, env::var("SEED")?.parse()?);
    if let Ok(h) = env::var("HOOK") {
        let old = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |i| { old(i); info(&format!("panic hook: report {} queued", h)); }));
    }
    if env::var("HOW").as_deref() == Ok("thread") {
        let (w, v) = (a[1].clone(), a[2].clone());
        // @SHIFT
        let t = std::thread::Builder::new().name(format!("vault-worker-{}", env::var("SEED")?)).spawn(move || { work(&w, &v).map_err(|e| e.to_string()) }).unwrap();
        match t.join() { Ok(r) => r.map_err(|e| e.into()), Err(_) => { info("worker lost, shutting down"); std::process::exit(101) } }
    } else { work(&a[1], &a[2]) }
}
