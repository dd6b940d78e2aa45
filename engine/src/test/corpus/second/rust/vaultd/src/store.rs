use std::collections::HashMap;
// @SHIFT
#[derive(Debug)]
pub struct Shard { pub id: u32, pub blocks: Vec<u64> }
#[derive(Debug)]
pub enum VaultError { Sealed { shard: u32, by: String }, Io(std::io::Error) }
impl std::fmt::Display for VaultError { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { write!(f, "vault: {:?}", self) } }
impl std::error::Error for VaultError {}
impl From<std::io::Error> for VaultError { fn from(e: std::io::Error) -> Self { VaultError::Io(e) } }
// @SHIFT
#[inline(never)]
pub fn block(s: &Shard, i: usize) -> u64 {
    // @SHIFT
    s.blocks[i]
}
#[inline(never)]
pub fn owner(m: &HashMap<String, String>, k: &str) -> String {
    // @SHIFT
    m.get(k).unwrap().clone()
}
// @SHIFT
#[inline(never)]
pub fn lease(m: &HashMap<String, u32>, k: &str) -> u32 {
    // @SHIFT
    *m.get(k).unwrap()
}
#[inline(never)]
pub fn quota(used: u32, limit: u32) -> u32 {
    // @SHIFT
    limit - used
}
// @SHIFT
pub fn open(path: &str) -> Result<Vec<u8>, VaultError> { Ok(std::fs::read(path)?) }
pub fn seal(shard: u32, by: &str) -> Result<(), VaultError> { Err(VaultError::Sealed { shard, by: by.to_string() }) }
