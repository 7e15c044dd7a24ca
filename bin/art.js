#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Artkiln needs Node 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exit(12);
}
if (process.platform === 'win32') {
  process.stderr.write('Artkiln runs on Linux and macOS. On Windows, run it inside WSL2.\n');
  process.exit(12);
}
const { existsSync } = await import('node:fs');
const entry = new URL('../build/main.js', import.meta.url);
if (!existsSync(entry)) {
  process.stderr.write('Artkiln is not built yet. Run `npm run build` in its folder.\n');
  process.exit(12);
}
await import(entry.href);
