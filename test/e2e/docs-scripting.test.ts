/** The guide to scripting, word for word: its lines run in one shell, in a folder of their own. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { expectRecords } from './cli-schema.ts';
import { CliRig, program, readJson, repository, type CliRecord } from './rig.ts';

const page = readFileSync(join(repository, 'docs/guide/scripting.md'), 'utf8');
const blocks = [...page.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, text = '']) => text);

const hasJq = spawnSync('jq', ['--version']).status === 0;

describe.skipIf(!hasJq)('the script of the guide (needs jq)', () => {
  const rig = new CliRig();
  afterAll(() => rig.remove());

  it('runs as it stands there, and prints what the page says', () => {
    const bin = join(rig.folder, 'bin');
    mkdirSync(bin);
    symlinkSync(program, join(bin, 'art'));
    rig.adopt(join(rig.folder, 'script-demo'));
    expect(blocks.length).toBeGreaterThan(10);
    const script = ['set -eu', ...blocks.flatMap((text, at) => [`echo "== ${at}"`, text])].join('\n');
    const stdout = execFileSync('bash', ['-c', script], {
      cwd: rig.folder,
      env: { ...rig.env, PATH: `${bin}:${rig.env['PATH']}` },
      encoding: 'utf8',
    });
    const said = (text: string): string => {
      const at = blocks.findIndex((block) => block.includes(text));
      return stdout.split(`== ${at}\n`)[1]?.split(`== ${at + 1}\n`)[0] ?? '';
    };
    expect(said('art worker --quiet &')).toMatch(/^1 of 1 ready$/m);
    expect(said('art status --json')).toMatch(/"AwaitingReview": \d+[^]*^run_\S+\tAwaitingReview$/m);
    // Two pages and more, each job once.
    const paged = said('--after "$after"').trim().split('\n');
    expect(paged.length).toBeGreaterThan(2);
    expect(new Set(paged).size).toBe(paged.length);
    expect(said('would_sign')).toMatch(/ Approved$/m);
    expect(said('would_sign')).toMatch(/ Rejected$/m);
    expect(said('art ship')).toBe(`props/statue-founder is ${said('art ship').split(' is ')[1] ?? ''}`);
    expect(said('art ship')).toMatch(/^dist\/1$/m);
    expect(said('told=$(')).toMatch(/^asset-unknown \(3\): [^]*props\/statue-founder/);
  });

  it('wrote records that are as they are published', () => {
    for (const name of ['asked', 'waited', 'decided']) {
      const text = readFileSync(join(rig.folder, 'script-demo', `${name}.ndjson`), 'utf8');
      const records = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as CliRecord);
      expectRecords({ code: 0, signal: null, stdout: text, stderr: '', records });
    }
    expect(readJson<unknown[]>(rig.folder, 'script-demo/verdicts.json').length).toBeGreaterThan(2);
  });
});

it('each exit code has its place in the table of what a script does', () => {
  const table = /\| code +\| a script[^]*?\n\n/.exec(page)?.[0] ?? '';
  const named = [...table.matchAll(/^\| ([\d, ]+?) +\|/gm)].flatMap(([, codes = '']) => codes.split(', '));
  const reference = readFileSync(join(repository, 'docs/reference/cli.md'), 'utf8').split('## Exit codes')[1];
  const codes = [...(reference ?? '').matchAll(/^\| (\d+) +\|/gm)].map(([, code = '']) => code);
  expect(codes.length).toBeGreaterThan(10);
  expect(named.sort()).toEqual(codes.sort());
});
