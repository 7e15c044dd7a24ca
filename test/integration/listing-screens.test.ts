import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { candidateListing } from '../../src/entry/cli/commands/list-candidates.ts';
import { runListing } from '../../src/entry/cli/commands/runs.ts';
import { eventLine } from '../../src/entry/cli/event-text.ts';
import { jobPageLines, type JobPage } from '../../src/entry/cli/job-page.ts';
import { jobLines } from '../../src/entry/cli/job-rows.ts';
import { listingLines, widthOf } from '../../src/entry/cli/listing.ts';
import { Output } from '../../src/entry/cli/output.ts';
import { overviewLines } from '../../src/entry/cli/overview.ts';
import { unpainted, type TerminalFacts } from '../../src/entry/cli/terminal/style.ts';
import { displayWidth } from '../../src/entry/cli/terminal/width.ts';
import { isPrintable } from '../../src/domain/source/printable.ts';
import {
  busyOverview,
  demoCandidates,
  demoEvents,
  demoJob,
  demoJobs,
  demoRuns,
  emptyOverview,
  idleOverview,
  mixedJobs,
  now,
} from '../rig/listing-demo.ts';

const zone = process.env['TZ'];
beforeAll(() => {
  process.env['TZ'] = 'UTC';
});
afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

/** An output on a terminal of that size; `null` is a pipe. */
class Screen extends Output {
  readonly #facts: TerminalFacts;
  constructor(columns: number | null, isPlain = false) {
    const flags = { json: false, plain: isPlain, quiet: false, verbose: false, color: true };
    super('jobs', flags, {}, (text) => text);
    const env = { TERM: 'xterm-256color' };
    this.#facts = { isTty: columns !== null, columns: columns ?? 80, rows: 24, env, isColourRefused: false };
  }
  override facts(): TerminalFacts {
    return this.#facts;
  }
}

const failed = demoJob(4, 'Failed', {
  errorClass: 'stage-failed',
  errorMessage: 'The stage final failed: the picture is empty.',
});
const page: JobPage = {
  job: failed,
  facts: {
    attempt: 2,
    costMicroUsd: 40_000,
    lease: null,
    traceId: 'ab'.repeat(16),
    decisions: new Map([
      [
        failed.concept?.digest ?? '',
        {
          id: 'c'.repeat(64),
          verdict: 'approve',
          reviewer: 'Ada',
          reason: 'good eyes',
          at: now.toISOString(),
        },
      ],
    ]),
  },
  events: demoEvents,
  tries: [failed.id, { ...failed.id, try: 2 }],
  notes: [
    {
      digest: demoCandidates[0]?.candidate.digest ?? failed.recipeDigest,
      author: 'Bo',
      stars: 4,
      label: 'keep',
      text: 'the cloak \u001b[1mmoves',
      at: now.toISOString(),
    },
  ],
  stages: [],
  folderFault: 'run-record-invalid',
  promotedAs: [],
};

const screens: Readonly<Record<string, (output: Output) => string[]>> = {
  jobs: (output) => jobLines(output, demoJobs, now),
  'jobs-mixed': (output) => jobLines(output, mixedJobs, now),
  runs: (output) => listingLines(output, runListing(demoRuns, output.flags.plain, now)),
  candidates: (output) => listingLines(output, candidateListing(demoCandidates, output.flags.plain)),
  'job-page': (output) => jobPageLines(output, page, now),
  log: (output) =>
    demoEvents.map((event) =>
      eventLine(event, output.style('stdout'), output.facts('stdout').isTty ? widthOf(output) : null),
    ),
  'status-empty': (output) =>
    overviewLines(emptyOverview, output.style('stdout'), { columns: widthOf(output), now }),
  'status-idle': (output) =>
    overviewLines(idleOverview, output.style('stdout'), { columns: widthOf(output), now }),
  'status-busy': (output) =>
    overviewLines(busyOverview, output.style('stdout'), { columns: widthOf(output), now }),
};

const outputs = {
  '80': new Screen(80),
  '200': new Screen(200),
  pipe: new Screen(null),
  plain: new Screen(null, true),
};
const all = Object.keys(screens).flatMap((name) =>
  (Object.keys(outputs) as (keyof typeof outputs)[]).map((where) => [name, where] as const),
);

test.each(all)('%s in %s is as it was', async (name, where) => {
  const lines = screens[name]?.(outputs[where]) ?? [];
  const text = `${lines.join('\n').replaceAll('\u001b', '␛')}\n`;
  await expect(text).toMatchFileSnapshot(`../golden/screens/${name}-${where}.txt`);
});

describe('whatever is listed', () => {
  test.each(Object.keys(screens))('%s fits the terminal, and an id is never cut', (name) => {
    for (const columns of [80, 100, 200]) {
      const lines = screens[name]?.(new Screen(columns)) ?? [];
      for (const line of lines) {
        // A message is told whole, and a terminal breaks it where it ends.
        if (name !== 'job-page') expect(displayWidth(unpainted(line))).toBeLessThanOrEqual(columns);
        expect(unpainted(line)).not.toMatch(/run_[0-9]*…|run_0042_[^k]|run_0042_k3f9…/);
      }
    }
  });

  test.each(Object.keys(screens))('%s has no control code in a pipe', (name) => {
    for (const output of [outputs.pipe, outputs.plain]) {
      const lines = screens[name]?.(output) ?? [];
      expect(lines.filter((line) => !isPrintable(line.replaceAll('\t', ' ')))).toEqual([]);
      expect(lines.join('')).not.toContain('…');
    }
  });

  test('the status of the largest project leaves a line of 24 for the prompt', () => {
    expect(screens['status-busy']?.(outputs['80']).length).toBeLessThanOrEqual(23);
  });
});
