import { describe, expect, it } from 'vitest';
import { disclosureNote } from './disclosure.ts';
import type { ShippedEntry, ShippedManifest } from './shipped-manifest.ts';

const entry = (more: object): ShippedEntry =>
  ({
    asset_id: 'a',
    state: 'approved',
    backend: 'procedural',
    pixels: 'f'.repeat(64),
    ai: null,
    ...more,
  }) as ShippedEntry;
const manifest = (entries: readonly ShippedEntry[], isReleasable = true): ShippedManifest => ({
  schema_version: 1,
  age: 'viking',
  version: 1,
  is_releasable: isReleasable,
  entries,
});

describe('the disclosure note', () => {
  it('says so where no AI took part', () => {
    expect(disclosureNote([manifest([entry({ ai: { kind: 'none', model: null } })])])).toContain(
      'No art in this pack was made with generative AI.',
    );
  });

  it('counts what AI generated and assisted, and names the models', () => {
    const note = disclosureNote([
      manifest([
        entry({ ai: { kind: 'generated', model: 'b' } }),
        entry({ asset_id: 'c', ai: { kind: 'generated', model: 'a' } }),
        entry({ asset_id: 'd', ai: { kind: 'assisted', model: null } }),
      ]),
    ]);
    expect(note).toContain('Of 3 assets, 2 were generated and 1 made with the help');
    expect(note).toContain('- Generated with: a, b\n- Assisted by: procedural\n');
  });

  it('lets no model name break its lines or cells', () => {
    const note = disclosureNote([
      manifest([entry({ ai: { kind: 'generated', model: 'x | y\n# z \u001b[31m' } })]),
    ]);
    expect(note).not.toContain('\u001b');
    expect(note).toContain('x \\| y # z  \\[31m');
    expect(note.split('\n').filter((line) => line.startsWith('#'))).toHaveLength(1);
  });

  it('warns of drawn placeholders', () => {
    expect(disclosureNote([manifest([entry({ state: 'placeholder' })], false)])).toContain(
      '1 placeholder and is not for release',
    );
  });
});
