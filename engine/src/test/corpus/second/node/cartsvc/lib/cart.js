'use strict';
const { EventEmitter } = require('events');
const fs = require('fs');
const net = require('net');
// @SHIFT
class PriceError extends Error { constructor(m, o) { super(m, o); this.name = 'PriceError'; } }
class Cart extends EventEmitter {
  constructor(u) { super(); this.user = u; this.items = []; }
  // @SHIFT
  total(rates) {
    return this.items.reduce((s, i) => s + i.qty * rates[i.currency].value, 0);
  }
  // @SHIFT
  ship(zones) {
    const z = zones.find((x) => x.code === this.user.country);
    return z.value * this.items.length;
  }
  // @SHIFT
  async checkout(pay) {
    await new Promise((r) => setTimeout(r, 3));
    try { return await pay(this); } catch (e) { throw new PriceError(`checkout of cart ${this.user.id} failed`, { cause: e }); }
  }
  lock() { process.nextTick(() => this.emit('error', Object.assign(new Error(`lock ${this.user.id} lost`), { code: 'ELOCK', owner: this.user.id }))); }
}
// @SHIFT
function charge(amount) { return async () => { if (amount < 0) throw new RangeError(`amount ${amount} out of range`); return amount; }; }
function template(file) {
  // @SHIFT
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}
// @SHIFT
function connect(port, host) { const s = net.connect(port, host); return s; }
function grow(k) { const m = new Map(); for (let i = 0; ; i++) m.set('session-' + i, { k, a: new Array(200).fill(i + 0.5) }); }
function expand(n, t) { return t[n].map((c) => expand(c, t)); }
module.exports = { Cart, PriceError, charge, template, connect, grow, expand };
