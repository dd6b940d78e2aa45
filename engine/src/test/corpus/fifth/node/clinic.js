'use strict';
// Hospital: appointment and lab service; pino-like JSON lines.
const fs = require('fs'), net = require('net'), http = require('http'), { EventEmitter } = require('events'), { Worker } = require('worker_threads'), zlib = require('zlib'), { pipeline, Readable, Transform } = require('stream'), assert = require('assert');
let s = Number(process.env.SEED), clock = Number(process.env.CLOCK) * 1000;
const n = (m) => { s = (s * 1103515245 + 12345) % 2147483648; return Math.floor(s / 2147483648 * m); };
const pino = (level, msg, more) => { clock += n(900); fs.writeSync(1, JSON.stringify({ level, time: clock, pid: 100 + n(9), hostname: 'clinic-' + n(9), msg, ...more }) + '\n'); };
// PAD
function noise() {
  const k = n(4);
  if (k === 0) pino(30, 'request completed', { req: { method: 'GET', url: '/appointments/' + n(9999) }, responseTime: n(90) });
  else if (k === 1) pino(30, 'lab result stored', { order: n(99999), analyser: 'A' + n(5) });
  else if (k === 2) pino(20, 'cache hit', { key: 'ward:' + n(30) });
  else pino(40, 'slow query', { ms: n(4000) });
}
class AppError extends Error { constructor(m, o) { super(m, o); this.name = 'AppError'; } }
const wards = { list: () => undefined, beds: () => undefined };
// PAD
function bedOf(p) { return p.ward.bed; }
function doctorOf(p) { return p.doctor.name; }
function firstBed() { return wards.beds().find((x) => x.free); }
function parseHl7(t) { return JSON.parse(t); }
function parseConsent(t) { return JSON.parse(t); }
async function patientRow(id) { await open(5400 + n(40)).catch((e) => { throw new AppError('patient ' + id + ' could not be read', { cause: e }); }); }
async function labQueue(id) { await open(5600 + n(40)).catch((e) => { throw new AppError('lab order ' + id + ' could not be queued', { cause: e }); }); }
// PAD
const open = (port) => new Promise((ok, no) => net.connect(port, '127.0.0.1').on('error', no).on('connect', ok));
function rosterFile() { return fs.readFileSync('/var/lib/clinic/roster/' + n(53) + '.csv'); }
function mrn(x) { return x.padStart(9, '0'); }
function shifts(k) { return new Array(-k); }
function bill(items) { return items.reduce((a, b) => a + b.cents); }
function walk(u) { return walk(u) + 1; }
function hold() { const keep = []; for (;;) keep.push(new Array(50000).fill(keep.length)); }
function unzip() { return zlib.gunzipSync(Buffer.from('no gzip ' + n(999))); }
function doseCheck(d) { assert.strictEqual(d.unit, 'mg', 'dose unit must be mg'); }
// PAD
async function reject(k) { await null; if (k === 0) throw { code: 'E_TRIAGE', score: n(9) }; return Promise.reject('printer ' + n(9) + ' offline'); }
async function handle(f) {
  await null;
  switch (f) {
    case 'bed': return bedOf({ id: n(9999) });
    case 'doctor': return doctorOf({ id: n(9999) });
    case 'firstbed': return firstBed();
    case 'hl7': return parseHl7('{"pid": ' + n(9999) + ', "seg":');
    case 'consent': return parseConsent('<html>' + n(99));
    case 'db': return patientRow(n(9999));
    case 'queue': return labQueue(n(9999));
    case 'roster': return rosterFile();
    case 'mrn': return mrn(n(99999));
    case 'shifts': return shifts(1 + n(90));
    case 'bill': return bill([]);
    case 'walk': return walk(n(99));
    case 'heap': return hold();
    case 'unzip': return unzip();
    case 'dose': return doseCheck({ unit: ['g', 'ug', 'ml'][n(3)] });
    case 'triage': return reject(0);
    case 'printer': return reject(1);
    case 'emitter': return new EventEmitter().emit('error', new Error('analyser A' + n(9) + ' lost serial link'));
    case 'port': return new Promise(() => { const a = http.createServer().listen(0, () => http.createServer().listen(a.address().port)); });
    case 'worker': return new Promise(() => new Worker('const f = (x) => x.series.length; f({ id: ' + n(99) + ' })', { eval: true, name: 'imaging' }));
    case 'licence': pino(60, 'HL7 gateway licence invalid', { site: n(99) }); process.exit(4);
    case 'dsn': pino(60, 'missing configuration: CLINIC_PACS_URL', { env: ['prod', 'stage'][n(2)] }); process.exit(4);
  }
}
// PAD
for (let i = Number(process.env.STEPS); i > 0; i--) noise();
const mode = n(3);
if (mode === 0 && process.env.LOGGED) {
  process.on('uncaughtException', (err) => { pino(60, 'uncaught exception', { err: { type: err && err.name, message: String(err && err.message || err), stack: err && err.stack, cause: err && err.cause && err.cause.stack } }); if (n(2)) noise(); process.exit(1); });
  process.on('unhandledRejection', (e) => { throw e; });
}
setTimeout(() => handle(process.env.FAULT), n(5));
