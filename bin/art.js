#!/usr/bin/env node
// A CommonJS script (package.json beside it says so): as an ES module every command would start 3 ms later.
'use strict';
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Artkiln needs Node 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exit(12);
}
if (process.platform === 'win32') {
  process.stderr.write('Artkiln runs on Linux and macOS. On Windows, run it inside WSL2.\n');
  process.exit(12);
}
const entry = require('node:path').join(__dirname, '..', 'build', 'main.cjs');
if (!require('node:fs').existsSync(entry)) {
  process.stderr.write('Artkiln is not built yet. Run `npm run build` in its folder.\n');
  process.exit(12);
}
require('./load.js').load(entry);
