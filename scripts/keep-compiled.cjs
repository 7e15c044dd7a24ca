'use strict';
// `node scripts/keep-compiled.cjs <art arguments>` runs a command and keeps, beside each script of build/, what V8 has
// compiled of it by the end. A process of its own: V8 takes nothing from a process with other flags or another version.
const { readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { compile, load, loaded } = require('../bin/load.js');

const build = join(__dirname, '..', 'build');

process.on('exit', () => {
  for (const name of readdirSync(build, { recursive: true })) {
    if (!name.endsWith('.cjs')) continue;
    const path = join(build, name);
    const script = loaded.get(path)?.script ?? compile(path);
    writeFileSync(`${path}.v8`, script.createCachedData());
  }
});
load(join(build, 'main.cjs'));
