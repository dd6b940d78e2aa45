'use strict';
const os = require('os');
const fmt = process.env.LOGFMT || 'plain';
function line(level, n, msg, err) {
  const t = new Date().toISOString();
  if (fmt === 'pino') { const o = { level: n, time: Date.now(), pid: process.pid, hostname: process.env.NODE_HOST || os.hostname(), name: 'cartsvc' }; if (err) o.err = { type: err.name, message: err.message, stack: err.stack, code: err.code }; o.msg = msg; console.log(JSON.stringify(o)); }
  else if (fmt === 'winston') console.log(`${t} [cartsvc] ${level}: ${msg}` + (err ? ' ' + err.stack : ''));
  else console.log(`[${level}] ${msg}` + (err ? '\n' + err.stack : ''));
}
exports.info = (m) => line('info', 30, m);
exports.warn = (m, e) => line('warn', 40, m, e);
exports.fatal = (m, e) => line('error', 60, m, e);
