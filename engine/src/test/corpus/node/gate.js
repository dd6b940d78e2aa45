'use strict';
// Faults of a Node service: thrown errors, rejections nobody handles, errors with causes, the engine's own endings.
const fs = require('fs');
const net = require('net');

class GateError extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = 'GateError';
  }
}

//@
function nameOf(user) {
  return user.profile.name;
}

function mailOf(user) {
  return user.mail.toLowerCase();
}

//@
function parse(text) {
  return JSON.parse('{"id": ' + text);
}

function limit(n) {
  throw new RangeError(`limit ${n} is above 10000`);
}

function token(n) {
  throw new GateError(`token ${n} was revoked`);
}

//@
function call(user) {
  return user.render();
}

function undefinedName() {
  return missingHelper(1);
}

async function charge(id) {
  await null;
  throw new GateError(`charge of order ${id} failed`);
}

//@
async function refund(id) {
  try {
    await charge(id);
  } catch (e) {
    throw new GateError(`refund ${id} failed`, {cause: e});
  }
}

async function replica(id, name) {
  throw new GateError(`replica ${name} has no order ${id}`);
}

function several(id) {
  return Promise.any([replica(id, "a"), replica(id, "b")]);
}

function plain(id) {
  return Promise.reject('no route to shard ' + id);
}

function coded(id) {
  const e = new Error(`schema ${id} is too old`);
  e.code = 'ERR_SCHEMA';
  e.details = {wanted: 12, found: id};
  throw e;
}

//@
function connect(port) {
  net.connect(Number(port), '127.0.0.1');
}

async function cache(port) {
  await new Promise((ok, no) => net.connect(Number(port), '127.0.0.1').on('error', (e) => no(new GateError('session cache unreachable', {cause: e}))));
}

function listen(port) {
  net.createServer().listen(Number(port), '127.0.0.1', () => net.createServer().listen(Number(port), '127.0.0.1'));
}

function config(path) {
  return fs.readFileSync(path, 'utf8');
}

//@
function heap() {
  const rows = [];
  for (;;) rows.push({at: rows.length, text: 'x' + rows.length});
}

function depth(n) {
  return depth(n + 1) + 1;
}

function timer(user) {
  setTimeout(() => mailOf(user), 5);
}

function emitter(id) {
  new (require('events'))().emit('error', new Error(`stream ${id} reset by peer`));
}

//@
const faults = {
  'name': () => nameOf({}), 'mail': () => mailOf({}), 'parse': parse, 'limit': limit, 'token': token, 'call': call, 'undefined': undefinedName,
  'charge': charge, 'refund': refund, 'several': several, 'plain': plain, 'coded': coded, 'connect': connect, 'cache': cache, 'listen': listen,
  'config': config, 'heap': heap, 'depth': () => depth(0), 'timer': () => timer({}), 'emitter': emitter,
};
const log = process.env.LOG;
if (log) {
  const end = (e) => {
    const stack = (e && e.stack) || String(e);
    if (log === 'pino') {
      console.log(JSON.stringify({level: 60, time: Number(process.env.NOW), pid: process.pid, hostname: '$HOST', err: {type: e && e.name, message: e && e.message, stack}, msg: 'uncaught, exiting'}));
    } else {
      console.error(new Date(Number(process.env.NOW)).toISOString() + ' ERROR uncaught, exiting: ' + stack);
    }
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
faults[process.argv[2]](process.argv[3]);
