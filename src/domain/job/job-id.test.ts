import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunId } from '../ids.ts';
import { formatJobId, parseJobReference, parseRunReference } from './job-id.ts';

describe('job ids', () => {
  it('are written with the try only after a retry', () => {
    const runId = 'run_0042_k3f9' as RunId;
    expect(formatJobId({ runId, cell: 3, try: 1 })).toBe('run_0042_k3f9/3');
    expect(formatJobId({ runId, cell: 3, try: 2 })).toBe('run_0042_k3f9/3.2');
  });

  it('read back what was written', () => {
    const ids = fc.record({
      cell: fc.integer({ min: 1, max: 999_999 }),
      try: fc.integer({ min: 2, max: 999 }),
    });
    fc.assert(
      fc.property(ids, (id) => {
        const runId = 'run_0042_k3f4' as RunId;
        expect(parseJobReference(formatJobId({ runId, ...id }))).toEqual({ run: { runId }, ...id });
      }),
    );
  });

  it('may be typed by number, and mean the latest try', () => {
    expect(parseJobReference('42/3')).toEqual({ run: { number: 42 }, cell: 3, try: null });
    for (const text of ['42', '0042', 'run_0042', 'run_42', 'RUN_0042'])
      expect(parseRunReference(text)).toEqual({ number: 42 });
    expect(parseRunReference('RUN_0042_K3F4')).toEqual({ runId: 'run_0042_k3f4' });
    expect(parseJobReference('Run_0042/3.2')).toEqual({ run: { number: 42 }, cell: 3, try: 2 });
  });

  it('are refused when they are anything else', () => {
    for (const text of [
      '',
      '42',
      '/3',
      '42/',
      '42/x',
      '42/3.',
      '42/-1',
      '../x/1',
      'run_1_abcd/1',
      '42/3 ',
      '42/3\n',
      '9999999999/1',
    ])
      expect(parseJobReference(text)).toBeNull();
  });
});
