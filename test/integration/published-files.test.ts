import { mkdtemp, readdir, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { publishFile } from '../../src/adapters/files/durable.ts';
import type { Result } from '../../src/domain/result.ts';
import { must } from '../rig/database.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'art-publish-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('a file is published though its folder is removed, again and again, while it is empty', async () => {
  const names = Array.from({ length: 150 }, (_, i) => `${i}`);
  let isOver = false;
  const sweeper = (async () => {
    while (!isOver) for (const name of names) await rmdir(join(root, 'entries', name)).catch(() => undefined);
  })();
  const published: Result<void>[] = [];
  for (const name of names)
    published.push(await publishFile(join(root, 'entries', name, 'result.json'), name));
  isOver = true;
  await sweeper;
  for (const one of published) must(one);
  expect(await readdir(join(root, 'entries'))).toHaveLength(names.length);
});
