'use strict';
const http = require('http');
const log = require('./lib/log');
const cart = require('./lib/cart');
// @SHIFT
let seed = Number(process.env.SEED || 1);
const rnd = (n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % n; };
function noise(n) {
  for (let i = 0; i < n; i++) {
    switch (rnd(3)) {
      case 0: log.info(`GET /cart/${rnd(99999)} 200 ${rnd(300)}ms`); break;
      case 1: log.warn(`slow query ${rnd(9000)}ms: SELECT * FROM carts WHERE id=${rnd(999)}`); break;
      default: log.info(`session s${rnd(1e9).toString(16)} refreshed for user${rnd(500)}@example.org`);
    }
  }
}
// @SHIFT
if (process.env.HANDLER) {
  process.on('uncaughtException', (e) => { log.fatal('uncaughtException', e); noise(1); log.info('closing http server'); process.exit(1); });
  process.on('unhandledRejection', (e) => { log.fatal('unhandledRejection', e); process.exit(1); });
}
function handle(what, v) {
  const c = new cart.Cart({ id: v, country: v });
  c.items.push({ qty: 2, currency: v });
  // @SHIFT
  switch (what) {
    case 'total': return c.total({ EUR: { value: 1 } });
    case 'ship': return c.ship([{ code: 'NO', value: 3 }]);
    case 'checkout': return void c.checkout(cart.charge(Number(v)));
    case 'lock': return c.lock();
    case 'template': return cart.template(v);
    case 'redis': return cart.connect(Number(v), '127.0.0.1');
    case 'grow': return cart.grow(v);
    case 'expand': return cart.expand(v, { [v]: [v] });
    case 'plugin': return require('./plugins/' + 'loyalty');
    case 'listen': return http.createServer().listen(Number(v), '127.0.0.1');
    case 'reject': return void Promise.reject(v);
  }
}
log.info(`cartsvc ${process.env.VER} on ${process.env.NODE_HOST}, node ${process.version}`);
noise(Number(process.env.NOISE || 3));
// @SHIFT
if (process.env.PRIOR) { try { new cart.Cart({ id: 1, country: 'ZZ' }).ship([]); } catch (e) { log.warn('no shipping estimate', e); noise(2); } }
const how = process.env.HOW || 'main';
if (how === 'main') handle(process.argv[2], process.argv[3]);
else if (how === 'timer') setTimeout(() => handle(process.argv[2], process.argv[3]), 5);
else if (how === 'http') {
  const s = http.createServer((q, r) => { handle(process.argv[2], process.argv[3]); r.end(); }).listen(0, '127.0.0.1', () => http.get({ port: s.address().port, path: '/cart/' + rnd(9999) }).on('error', () => {}));
}
