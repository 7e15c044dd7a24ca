import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { someEntry } from '../../test/rig/contact-entry.ts';
import type { ContactEntry } from '../domain/contact-sheet/entry.ts';
import { asDigest, type Sha256 } from '../domain/ids.ts';
import { ok } from '../domain/result.ts';
import { encodePng } from '../pixels/png.ts';
import { readPngHeader } from '../pixels/png-header.ts';
import { blank } from '../pixels/rgba.ts';
import type { ProjectFiles } from '../ports/files.ts';
import {
  contactHtmls,
  contactPngs,
  layOutContactSheet,
  pagesOf,
  type ContactSheet,
  type PictureWorld,
} from './contact-sheet.ts';

const sha256: Sha256 = (data) => asDigest(createHash('sha256').update(data).digest('hex'));

/** A project of so many red squares; `change` takes its files from under it. */
function squares(n: number, side = 16, change?: (files: Map<string, Uint8Array>) => void) {
  const files = new Map<string, Uint8Array>();
  const entries: ContactEntry[] = [];
  for (let i = 1; i <= n; i += 1) {
    const picture = blank(side, side);
    picture.data.fill(255).set([i & 255, i >> 8, 0, 255]);
    const png = encodePng(picture);
    const entry = someEntry({ cell: i, childIndex: i, digest: sha256(png) });
    files.set(entry.path, png);
    entries.push(entry);
  }
  change?.(files);
  let decoded = 0;
  const world: PictureWorld = {
    files: { read: (path: string) => Promise.resolve(ok(files.get(path) ?? null)) } as ProjectFiles,
    sha256,
    decoder: {
      decode: () => {
        decoded += 1;
        return Promise.resolve(ok(blank(side, side)));
      },
    },
  };
  return { world, entries, decoded: () => decoded };
}

async function sheetOf({ world, entries }: ReturnType<typeof squares>, scale: number | null = null) {
  const sheet = await layOutContactSheet(world, entries, { scale, ground: 'checker' });
  if (!sheet.ok) throw new Error(sheet.failure.kind);
  return sheet.value;
}

const faults = ({ pictures }: ContactSheet): (string | null)[] =>
  pictures.map((picture) => (picture.kind === 'fault' ? picture.fault : null));

describe('a picture that is not the recorded file', () => {
  test('is never drawn: its cell says what is wrong, and the others stand', async () => {
    const project = squares(4, 16, (files) => {
      const [first = '', second = '', third = ''] = files.keys();
      files.delete(first);
      files.set(second, files.get(third) ?? new Uint8Array());
    });
    const sheet = await sheetOf(project);
    expect(faults(sheet)).toEqual([
      'MISSING: there is no such file',
      'CHANGED: not the recorded file',
      null,
      null,
    ]);
    for await (const png of contactPngs(project.world, sheet)) expect(readPngHeader(png).ok).toBe(true);
    expect(project.decoded()).toBe(2);
    for await (const page of contactHtmls(project.world, sheet)) {
      expect(page.match(/<img /g)).toHaveLength(2);
      expect(page).toContain('MISSING: there is no such file');
    }
  });

  test('is noticed too when it changes after the sheet was laid out', async () => {
    let taken: Map<string, Uint8Array> = new Map();
    const project = squares(2, 16, (files) => (taken = files));
    const sheet = await sheetOf(project);
    taken.clear();
    for await (const page of contactHtmls(project.world, sheet)) expect(page).not.toContain('<img ');
    for await (const png of contactPngs(project.world, sheet)) expect(png.length).toBeGreaterThan(0);
    expect(project.decoded()).toBe(0);
  });
});

test('a sheet on which nothing can be shown still has its cells', async () => {
  const project = squares(3, 16, (files) => files.clear());
  const pages = [];
  for await (const png of contactPngs(project.world, await sheetOf(project))) pages.push(png);
  expect(pages).toHaveLength(1);
});

test('hundreds go on pages, each picture on one of them', async () => {
  const project = squares(600);
  const sheet = await sheetOf(project);
  const { html } = pagesOf(sheet);
  expect(html).toBe(3);
  let figures = 0;
  let pages = 0;
  for await (const page of contactHtmls(project.world, sheet)) {
    pages += 1;
    figures += page.match(/<figure /g)?.length ?? 0;
    expect(page).toContain(`page ${pages} of 3`);
  }
  expect([pages, figures]).toEqual([3, 600]);
});

test('a scale that makes a page of too many pixels is refused before anything is drawn', async () => {
  const { world, entries } = squares(2, 900);
  const sheet = await layOutContactSheet(world, entries, { scale: 32, ground: 'checker' });
  expect(sheet).toMatchObject({ ok: false, failure: { kind: 'usage' } });
});

test('the same candidates give the same bytes', async () => {
  const pages = async (): Promise<string[]> => {
    const project = squares(5);
    const sheet = await sheetOf(project);
    const digests: string[] = [];
    for await (const png of contactPngs(project.world, sheet)) digests.push(sha256(png));
    for await (const page of contactHtmls(project.world, sheet)) digests.push(sha256(page));
    return digests;
  };
  expect(await pages()).toEqual(await pages());
});
