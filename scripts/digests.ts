// `npm run digests`: writes what the procedural backend draws at its present version to test/golden/procedural.json.
// Digests that are there already are kept: where one differs, art that is recorded has changed, which needs a new
// version. `--again` writes them all anew, for a version that nobody has drawn with yet.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { digestsOf, spread, versionKey } from '../test/rig/procedural-digests.ts';

const path = join(import.meta.dirname, '../test/golden/procedural.json');
type Golden = { [version: string]: { [line: string]: string } };
const golden = JSON.parse(readFileSync(path, 'utf8')) as Golden;
const known = process.argv.includes('--again') ? {} : (golden[versionKey] ?? {});
const drawnKinds = new Set(Object.keys(known).map((line) => line.split(' ')[0]));
const wanted = spread().filter((line) => !drawnKinds.has(line.split(' ')[0]));

const now = await digestsOf(Object.keys(known));
const changed = Object.keys(known).filter((line) => now[line] !== known[line]);
if (changed.length > 0) {
  console.error(`${changed.length} pictures of version ${versionKey} changed:\n${changed.join('\n')}`);
  console.error('Raise `version` in src/backends/procedural.ts, then run this again.');
  process.exitCode = 1;
} else {
  golden[versionKey] = { ...known, ...(await digestsOf(wanted)) };
  writeFileSync(path, await format(JSON.stringify(golden), { parser: 'json' }));
  console.error(`${wanted.length} digests more of version ${versionKey}`);
}
