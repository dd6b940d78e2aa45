// Shipping: dispatch gateway with layers and a winston-like text log (ES module).
import http from 'node:http';
import fs from 'node:fs/promises';
import net from 'node:net';
let s = Number(process.env.SEED), clock = Number(process.env.CLOCK) * 1000;
const n = (m) => { s = (s * 1103515245 + 12345) % 2147483648; return Math.floor(s / 2147483648 * m); };
const log = (level, msg) => { clock += n(1200); process.stderr.write(`${new Date(clock).toISOString()} [${level}] gateway: ${msg}\n`); };
// PAD
class UpstreamError extends Error { constructor(name, cause) { super(`${name} is unavailable`, { cause }); this.name = 'UpstreamError'; this.upstream = name; } }
class DockRepository {
  constructor(port) { this.port = port; }
  #rows = new Map();
  get(id) { return this.#rows.get(id); }
  async query(id) { try { return await dial(this.port); } catch (e) { throw new UpstreamError('dock database', e); } }
}
class RouteClient { async plan(id) { try { return await dial(7400 + n(40)); } catch (e) { throw new UpstreamError('route planner', e); } } }
const dial = (port) => new Promise((ok, no) => { const c = net.connect(port, '127.0.0.1', () => ok(c)); c.on('error', no); });
// PAD
class DispatchService {
  constructor(docks, routes) { this.docks = docks; this.routes = routes; }
  assign(truck) { const dock = this.docks.get(truck); return dock.gate; }
  release(truck) { const dock = this.docks.get(truck); return dock.lock.open(); }
  weight(items) { return BigInt(items[0].kg); }
  volume(items) { return items[0].litres + 10n; }
  slot(d) { return new Date(d).toISOString(); }
  async deadline() { await Promise.any([1, 2].map(async (k) => { throw new Error(`carrier ${n(90)} declined`); })); }
  async label() { const c = new AbortController(); setTimeout(() => c.abort(), 5); await fs.readFile('/dev/zero', { signal: AbortSignal.abort() }); }
  async decode(u) { return decodeURIComponent(u); }
}
// PAD
const svc = new DispatchService(new DockRepository(5400 + n(40)), new RouteClient());
const handlers = {
  assign: async () => svc.assign(n(999)), release: async () => svc.release(n(999)), weight: async () => svc.weight([{ kg: n(90) + 0.5 }]),
  volume: async () => svc.volume([{ litres: n(90) }]), slot: async () => svc.slot('week ' + n(53)), docks: async () => svc.docks.query(n(99)),
  routes: async () => svc.routes.plan(n(99)), carriers: async () => svc.deadline(), decode: async () => svc.decode('plate=' + n(9999) + '%E0%A4%'),
};
for (let i = Number(process.env.STEPS); i > 0; i--) [() => log('info', `truck ${n(9999)} checked in`), () => log('info', `GET /docks/${n(40)} 200 ${n(90)}ms`), () => log('warn', `gate ${n(20)} busy`), () => log('debug', `token of carrier ${n(900)} renewed`)][n(4)]();
const server = http.createServer(async (req, res) => {
  try { await handlers[process.env.FAULT](); } catch (e) {
    if (n(2)) { log('error', `unrecoverable: ${e.stack}${e.cause ? '\n  [cause]: ' + e.cause.stack : ''}`); process.exitCode = 1; if (n(2)) log('info', 'closing server'); process.exit(1); }
    throw e;
  }
});
// PAD
server.listen(0, '127.0.0.1', () => http.get({ port: server.address().port, path: '/dispatch/' + n(999) }).on('error', () => {}));
