import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { someEntry } from '../../test/rig/contact-entry.ts';
import { altText, captionsOf } from '../domain/contact-sheet/caption.ts';
import type { ContactEntry } from '../domain/contact-sheet/entry.ts';
import { asDigest, type Sha256 } from '../domain/ids.ts';
import { planContactSheet } from '../pixels/contact-plan.ts';
import { contactHtml } from './contact-html.ts';

const sha256: Sha256 = (data) => asDigest(createHash('sha256').update(data).digest('hex'));

function html(entries: readonly ContactEntry[]): string {
  const captions = captionsOf(entries);
  const size = { width: 8, height: 4 };
  const plan = planContactSheet({ count: 1, sizes: [size], scale: 3, linesAt: () => 4 });
  const figures = entries.map((entry, i) => {
    const caption = captions.each[i];
    if (caption === undefined) throw new Error('no caption');
    const picture = { png: Uint8Array.from([1, 2, 3]), size, scale: 3 };
    return { entry, caption, alt: altText(caption, entry), picture };
  });
  return contactHtml({ captions, figures, plan, ground: 'checker' }, { page: 1, pages: 1 }, sha256);
}

const hostile = `"><script>alert(1)</script><img src=x onerror='a()'>&lt;\u001b]52;c;\u0007\u202e`;

test('nothing that anybody wrote becomes markup or a control character', () => {
  const page = html([
    someEntry({
      recipeTitle: hostile,
      recipeId: hostile,
      backend: hostile,
      binding: { [hostile]: hostile },
      state: 'Rejected',
      decided: { verdict: 'reject', reviewer: hostile, reason: hostile },
      notes: [{ author: hostile, stars: 3, label: hostile, texts: [hostile, 'two\nlines'] }],
    }),
    someEntry({ cell: 2, binding: { [hostile]: 'other' } }),
  ]);
  expect(page).not.toMatch(/<script|<img src=x|[^\P{Cc}\n]|\u202e/u);
  expect(page).toContain('two<br>lines');
  // Every attribute is closed where it should be: no value holds a bare quote or angle bracket.
  const tags = page.replace(/<style>[\s\S]*<\/style>/, '').match(/<[^>]*>/g) ?? [];
  for (const tag of tags) {
    expect(tag).toMatch(/^<(!doctype html|\/?[a-z0-9]+( [a-z-]+="[^"<>]*")*)>$/);
  }
});

test('asks nothing of the network: pictures are in it, and the policy forbids the rest', () => {
  const page = html([someEntry()]);
  expect(page).toContain('src="data:image/png;base64,AQID" width="24" height="12" alt="Candidate of Raider');
  expect(page).not.toMatch(/https?:|url\(|@import|<link|<script|style="/);
  expect(page).toContain("default-src 'none'; img-src data:; style-src 'sha256-");
});

test('its policy allows its own style sheet and no other', () => {
  const page = html([someEntry()]);
  const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
  expect(page).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
});

test('says stars in words too', () => {
  const notes = [{ author: 'Ada', stars: 4, label: null, texts: [] }];
  expect(html([someEntry({ notes })])).toContain('aria-label="4 of 5 stars"');
});
