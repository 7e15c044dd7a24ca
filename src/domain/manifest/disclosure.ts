import { count } from '../source/counted.ts';
import type { ShippedEntry, ShippedManifest } from './shipped-manifest.ts';

const modelsOf = (entries: readonly ShippedEntry[]): readonly string[] =>
  [...new Set(entries.map((entry) => escapeCell(entry.ai?.model ?? entry.backend ?? 'unknown')))].sort();

/**
 * `DISCLOSURE.md` of a pack: how much of the shipped art was made with generative AI and with what, in words for
 * a store's content survey. Not legal advice. Names no person; the same pack gives the same bytes.
 */
export function disclosureNote(manifests: readonly ShippedManifest[]): string {
  const approved = manifests.flatMap(({ entries }) => entries).filter(({ state }) => state === 'approved');
  const of = (kind: 'generated' | 'assisted' | 'none'): readonly ShippedEntry[] =>
    approved.filter((entry) => (entry.ai?.kind ?? 'none') === kind);
  const generated = of('generated');
  const assisted = of('assisted');
  const drawn = manifests
    .filter((manifest) => !manifest.is_releasable)
    .flatMap(({ entries }) => entries)
    .filter(({ state }) => state === 'placeholder');

  const lines = ['# How this art was made', ''];
  if (generated.length + assisted.length === 0)
    lines.push('No art in this pack was made with generative AI.', '');
  else
    lines.push(
      `Of ${count(approved.length, 'asset')}, ${generated.length} were generated and ${assisted.length} made ` +
        'with the help of generative AI before release. A person approved each one. Nothing is generated while ' +
        'the game runs.',
      '',
    );
  if (generated.length > 0) lines.push(`- Generated with: ${modelsOf(generated).join(', ')}`);
  if (assisted.length > 0) lines.push(`- Assisted by: ${modelsOf(assisted).join(', ')}`);
  if (generated.length + assisted.length > 0) lines.push('');
  if (drawn.length > 0)
    lines.push(`This pack holds ${count(drawn.length, 'placeholder')} and is not for release.`, '');
  lines.push('| age | asset | AI | made with | pixels |', '| --- | --- | --- | --- | --- |');
  for (const { age, entries } of manifests) {
    for (const entry of entries.filter(({ state }) => state === 'approved')) {
      const madeWith = escapeCell(entry.ai?.model ?? entry.backend ?? '');
      const pixels = entry.pixels?.slice(0, 12) ?? '';
      lines.push(`| ${age} | ${entry.asset_id} | ${entry.ai?.kind ?? 'none'} | ${madeWith} | ${pixels} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Model names are a vendor's text: nothing of them may end a cell, a line or begin markup. */
const escapeCell = (value: string): string =>
  value.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').replace(/[\\|`*_[\]<>]/g, '\\$&');
