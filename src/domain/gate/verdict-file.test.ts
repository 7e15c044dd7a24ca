import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseVerdicts, type FileVerdict, type ParsedVerdicts } from './verdict-file.ts';

const parse = (text: string): ParsedVerdicts => parseVerdicts('v.json', text);
const digest = '0123456789ab';
const one = (more: object = {}): object => ({ job: '42/1', digest, verdict: 'approve', ...more });

/** Codes and lines of the faults, in order. */
function faultsOf(text: string): readonly string[] {
  const parsed = parse(text);
  if (parsed.ok) throw new Error('it has no fault');
  return parsed.diagnostics.map(({ code, range }) => `${code}:${range?.line ?? 0}`);
}
function verdictsOf(text: string): readonly FileVerdict[] {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
  return parsed.verdicts;
}
const bare = (verdicts: readonly FileVerdict[]) => verdicts.map(({ place: _, ...rest }) => rest);

const verdicts = fc.uniqueArray(
  fc.record({
    job: fc
      .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 99 }))
      .map(([run, cell]) => `${run}/${cell}`),
    digest: fc.string({
      unit: fc.constantFrom(...'0123456789abcdefABCDEF'),
      minLength: 12,
      maxLength: 64,
    }),
    verdict: fc.constantFrom('approve' as const, 'reject' as const),
    reason: fc.option(fc.string({ unit: 'binary', maxLength: 200 })),
    gate: fc.option(fc.constantFrom('concept' as const, 'review' as const)),
  }),
  { selector: ({ job }) => job, minLength: 1, maxLength: 20 },
);

describe('a file of verdicts', () => {
  it('reads the same from a list, an indented list and one object a line', () => {
    fc.assert(
      fc.property(verdicts, (list) => {
        const read = bare(verdictsOf(JSON.stringify(list)));
        expect(read.map(({ job, digest: hex }) => [job, hex])).toEqual(
          list.map(({ job, digest: hex }) => [job, hex.toLowerCase()]),
        );
        expect(bare(verdictsOf(JSON.stringify(list, null, 2)))).toEqual(read);
        expect(bare(verdictsOf(list.map((item) => JSON.stringify(item)).join('\n')))).toEqual(read);
        expect(
          bare(verdictsOf(`\ufeff${list.map((item) => JSON.stringify(item)).join('\r\n\r\n')}\n`)),
        ).toEqual(read);
      }),
    );
  });

  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parse(text)));
  });

  it('is refused as a whole for a single fault', () => {
    fc.assert(
      fc.property(verdicts, fc.nat(), (list, at) => {
        const spoilt = list.map((item, i) => (i === at % list.length ? { ...item, digest: 'abc' } : item));
        expect(faultsOf(JSON.stringify(spoilt))).toEqual(['verdict-value:1']);
      }),
    );
  });

  it('knows where each verdict stands, in a list and on lines', () => {
    const list = [one(), one({ job: '42/2' })];
    expect(verdictsOf(JSON.stringify(list, null, 1)).map(({ place }) => place.line)).toEqual([3, 8]);
    const lines = `\n${list.map((item) => JSON.stringify(item)).join('\n\n')}`;
    expect(verdictsOf(lines).map(({ place }) => [place.line, place.column])).toEqual([
      [2, 8],
      [4, 8],
    ]);
  });

  it('tells every fault at once, by line', () => {
    const text = [
      JSON.stringify(one({ job: 'the first' })),
      '{"job": "42/2", "digest": "0123456789ab"',
      JSON.stringify(one({ job: '42/3', verdict: 'aprove', note: 1 })),
    ].join('\n');
    expect(faultsOf(text).map((fault) => fault.split(':')[1])).toContain('2');
    const list = `[${[one({ job: 'x' }), one({ digset: digest, digest: undefined }), 'x', one({ gate: 'final' })].map((item) => JSON.stringify(item)).join(',\n')}]`;
    expect(faultsOf(list)).toEqual([
      'verdict-value:1',
      'missing-key:2',
      'unknown-key:2',
      'verdict-not-an-object:3',
      'verdict-value:4',
    ]);
  });

  it.each([
    ['nothing', '', 'json-empty:1'],
    ['an empty list', '[]', 'verdicts-empty:1'],
    ['a text', '"42/1"', 'verdicts-not-a-list:1'],
    ['a merge conflict', '[\n<<<<<<< ours\n]\n', 'conflict-marker:2'],
    [
      'a key twice',
      `[{"job":"42/1","job":"42/2","digest":"${digest}","verdict":"reject"}]`,
      'json-duplicate-key:1',
    ],
    ['two verdicts about a job', JSON.stringify([one(), one({ verdict: 'reject' })]), 'verdict-repeated:1'],
    ['a digest of eleven digits', JSON.stringify([one({ digest: digest.slice(1) })]), 'verdict-value:1'],
    ['a withdrawal', JSON.stringify([one({ verdict: 'withdraw' })]), 'verdict-value:1'],
    ['a reason that is too long', JSON.stringify([one({ reason: 'x'.repeat(1001) })]), 'verdict-value:1'],
  ])('refuses %s', (_title, text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  it('makes a reason safe to sign, and an empty one none', () => {
    const reasons = ['a\u001b[31mb', '  ', 'two\r\nlines'];
    const list = reasons.map((reason, i) => one({ job: `42/${i + 1}`, reason }));
    expect(verdictsOf(JSON.stringify(list)).map(({ reason }) => reason)).toEqual([
      'a [31mb',
      null,
      'two\nlines',
    ]);
  });
});
