import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/adapters/files/sha256.ts';
import { survey } from '../../src/adapters/files/survey.ts';
import { surveyedText } from '../../src/app/surveyed-text.ts';
import { failureOf } from '../rig/gate.ts';
import { must } from '../rig/database.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'art-survey-')));
  mkdirSync(join(root, 'in/deep'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const bytesOf = (size: number): Uint8Array => new Uint8Array(size).map((_, i) => (i * 31 + size) % 251);
const write = (path: string, bytes: Uint8Array | string): void =>
  writeFileSync(join(root, 'in', path), bytes);

describe('a survey of a folder', () => {
  it.each([
    ['in one thread', 1],
    ['in several', 9],
  ])('gives every file with its size and digest, whatever its size, %s', async (_how, copies) => {
    const piece = 1 << 17;
    const sizes = [0, 1, (1 << 16) - 1, 1 << 16, piece - 1, piece, piece + 1, 3 * piece, 4 << 20];
    const wanted = new Map<string, string>();
    for (let copy = 0; copy < copies; copy += 1)
      for (const size of sizes) {
        const bytes = bytesOf(size);
        const path = `deep/${copy}-${size}`;
        write(path, bytes);
        wanted.set(path, `${size} ${sha256(bytes)}`);
      }
    const found = must(await survey(root).below('in', 'bytes'));
    expect([...found.keys()]).toEqual([...wanted.keys()].sort());
    for (const [path, file] of found)
      expect([path, `${file?.size} ${file?.bytes}`]).toEqual([path, wanted.get(path)]);
  });

  it('lists links and pipes as what they are, and never follows or waits for them', async () => {
    write('plain', 'x');
    symlinkSync('/etc/passwd', join(root, 'in/link'));
    symlinkSync('/etc', join(root, 'in/folder'));
    execFileSync('mkfifo', [join(root, 'in/pipe')]);
    const found = must(await survey(root).below('in', 'bytes', () => true));
    expect([...found].map(([path, file]) => [path, file === null])).toEqual([
      ['folder', true],
      ['link', true],
      ['pipe', true],
      ['plain', false],
    ]);
  });

  it('reads nothing but what it is to keep, when only sizes are asked for', async () => {
    write('a.json', '{}');
    write('b.png', 'abc');
    const found = must(await survey(root).below('in', 'stat', (path) => path.endsWith('.json')));
    expect(found.get('b.png')).toEqual({ size: 3, bytes: null, content: null });
    expect(found.get('a.json')).toMatchObject({ size: 2, bytes: sha256('{}') });
    expect(surveyedText(found.get('a.json'))).toBe('{}');
  });

  it('leaves out what is being written, takes no folder for an empty one, and stays in the project', async () => {
    write('.tmp-x', 'x');
    expect(must(await survey(root).below('in', 'bytes')).size).toBe(0);
    expect(must(await survey(root).below('nowhere', 'bytes')).size).toBe(0);
    symlinkSync(tmpdir(), join(root, 'out'));
    expect(failureOf(await survey(root).below('out', 'bytes'))).toBe('path-outside-project');
    expect(failureOf(await survey(root).below('../x', 'bytes'))).toBe('path-outside-project');
  });
});
