// Faults of a Rust service: panics, errors returned from main, aborts.
use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::net::{TcpListener, TcpStream};

#[derive(Debug)]
enum Fault {
    Config { path: String, source: std::io::Error },
    Quota(u32),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Config { path, source } => write!(f, "cannot read {path}: {source}"),
            Fault::Quota(n) => write!(f, "quota exceeded by {n} bytes"),
        }
    }
}

impl std::error::Error for Fault {}
type Any = Box<dyn std::error::Error>;

//@
fn port(text: &str) -> u16 {
    text.parse::<u16>().unwrap()
}

fn weight(text: &str) -> u32 {
    text.parse::<u32>().expect("weight must be a number")
}

//@
fn open(path: &str) -> File {
    File::open(path).unwrap()
}

fn owner<'a>(users: &'a HashMap<String, String>, id: &str) -> &'a String {
    users.get(id).unwrap()
}

fn leader(users: &HashMap<String, String>) -> &String {
    users.values().next().unwrap()
}

fn tenant<'a>(users: &'a HashMap<String, String>, id: &str) -> &'a String {
    &users[id]
}

//@
fn nth(rows: &[u32], n: usize) -> u32 {
    rows[n]
}

fn range(text: &str, n: usize) -> &str {
    &text[..n]
}

fn add(n: u8) -> u8 {
    n + 200
}

fn rate(n: u32, by: u32) -> u32 {
    n / by
}

//@
fn state(n: usize) {
    panic!("connection {n} is in an impossible state");
}

fn todo_path(n: usize) -> usize {
    if n > 0 {
        unreachable!("shard {} was removed", n)
    }
    n
}

fn balance(a: u32, b: u32) {
    assert_eq!(a, b, "ledger does not balance");
}

fn borrowed() {
    let cell = std::cell::RefCell::new(1);
    let _one = cell.borrow_mut();
    let _two = cell.borrow_mut();
}

fn thread(n: usize) {
    let result = std::thread::Builder::new().name(format!("worker-{n}")).spawn(move || state(n)).unwrap().join();
    result.unwrap();
}

//@
fn config(path: &str) -> Result<(), Any> {
    File::open(path).map_err(|source| Fault::Config { path: path.to_string(), source })?;
    Ok(())
}

fn quota(n: u32) -> Result<(), Any> {
    Err(Box::new(Fault::Quota(n)))
}

fn connect(port: &str) -> Result<(), Any> {
    TcpStream::connect(format!("127.0.0.1:{port}"))?;
    Ok(())
}

fn listen(port: &str) -> Result<(), Any> {
    let _one = TcpListener::bind(format!("127.0.0.1:{port}"))?;
    let _two = TcpListener::bind(format!("127.0.0.1:{port}"))?;
    Ok(())
}

#[inline(never)]
fn depth(n: u64) -> u64 {
    let pad = [n; 64];
    std::hint::black_box(&pad);
    depth(n + 1) + pad[(n % 64) as usize]
}

struct Guard;
impl Drop for Guard {
    fn drop(&mut self) {
        panic!("lock file is gone");
    }
}

fn guarded(n: usize) {
    let _guard = Guard;
    panic!("flush of {n} entries failed");
}

//@
fn main() -> Result<(), Any> {
    let args: Vec<String> = std::env::args().collect();
    let (fault, text) = (args[1].as_str(), args[2].as_str());
    let n: usize = text.parse().unwrap_or(7);
    let users = HashMap::new();
    match fault {
        "port" => println!("{}", port(text)),
        "weight" => println!("{}", weight(text)),
        "open" => println!("{:?}", open(text)),
        "owner" => println!("{}", owner(&users, text)),
        "leader" => println!("{}", leader(&users)),
        "tenant" => println!("{}", tenant(&users, text)),
        "nth" => println!("{}", nth(&[1, 2], n)),
        "range" => println!("{}", range("äöü", (n % 3) * 2 + 1)),
        "add" => println!("{}", add(n as u8 | 128)),
        "rate" => println!("{}", rate(n as u32, users.len() as u32)),
        "state" => state(n),
        "unreachable" => println!("{}", todo_path(n)),
        "balance" => balance(n as u32, 1),
        "borrowed" => borrowed(),
        "thread" => thread(n),
        "config" => config(text)?,
        "quota" => quota(n as u32)?,
        "connect" => connect(text)?,
        "listen" => listen(text)?,
        "depth" => println!("{}", depth(n as u64)),
        "guarded" => guarded(n),
        "abort" => {
            eprintln!("index of segment {n} is corrupt, aborting");
            std::process::abort()
        }
        _ => {}
    }
    Ok(())
}
