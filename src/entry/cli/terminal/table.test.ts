import fc from 'fast-check';
import { expect, test } from 'vitest';
import { styleFor, unpainted } from './style.ts';
import { plainRows, table, type Column } from './table.ts';
import { displayWidth } from './width.ts';

const style = styleFor({ isTty: false, columns: 80, rows: 24, env: {}, isColourRefused: false });
const coloured = styleFor({
  isTty: true,
  columns: 80,
  rows: 24,
  env: { TERM: 'xterm' },
  isColourRefused: false,
});
const columns: readonly Column[] = [
  { title: 'job' },
  { title: 'recipe', isCuttable: true },
  { title: 'cost', align: 'right' },
];

test('lines up by display width, right-aligned columns on the right', () => {
  const rows = [
    ['1', '赤い髪', '0.09'],
    ['22', 'raider', '12.00'],
  ];
  expect(table(columns, rows, { columns: 80, style })).toEqual([
    'job  recipe   cost',
    '1    赤い髪   0.09',
    '22   raider  12.00',
  ]);
});

test('cuts the column that may be cut before any other', () => {
  const lines = table(columns, [['job_0001', 'skerry.character.raider.v1', '0.09']], { columns: 30, style });
  expect(lines[1]).toBe('job_0001  skerry.charac…  0.09');
});

test('paints a cell by its whole text', () => {
  const painted = table(
    [{ title: 'state', paint: (text) => (text === 'failed' ? coloured.red : null) }],
    [['failed']],
    {
      columns: 80,
      style,
    },
  );
  expect(painted[1]).toBe('\u001b[31mfailed\u001b[39m');
});

test('never takes more cells than there are, whatever is in the cells', () => {
  const cell = fc.string({ unit: 'binary', maxLength: 60 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, cell), { maxLength: 6 }),
      fc.integer({ min: 1, max: 100 }),
      (rows, width) => {
        for (const line of table(columns, rows, { columns: width, style: coloured })) {
          expect(displayWidth(unpainted(line))).toBeLessThanOrEqual(width);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('plain rows have one record a line and one tab between cells, whatever the cells hold', () => {
  expect(
    plainRows([
      ['a\tb', 'c\nd'],
      ['e', ''],
    ]),
  ).toEqual(['a\\tb\tc\\nd', 'e\t']);
});

const ranked: readonly Column[] = [
  { title: 'job', isWhole: true },
  { title: 'levers', isCuttable: true, readable: 20 },
  { title: 'seed', align: 'right', leaves: 1 },
  { title: 'note', isCuttable: true, leaves: 2 },
];
const row = [
  'run_0042_k3f9/12',
  'hair=red armor=plate weapon=axe',
  '7301',
  'approve by somebody with a name',
];

test('cuts to what can be read before a column leaves', () => {
  const [titles, line] = table(ranked, [row], { columns: 60, style });
  expect(titles).toBe('job               levers                seed  note');
  expect(line).toBe('run_0042_k3f9/12  hair=red armor=plat…  7301  approve by so…');
});

test('the least important column leaves first, and an id is never cut', () => {
  expect(table(ranked, [row], { columns: 48, style })).toEqual([
    'job               levers                    seed',
    'run_0042_k3f9/12  hair=red armor=plate we…  7301',
  ]);
  expect(table(ranked, [row], { columns: 26, style })).toEqual([
    'job               levers',
    'run_0042_k3f9/12  hair=re…',
  ]);
});

test('a column that left for one that left later comes back where it fits', () => {
  const three: readonly Column[] = [
    { title: 'job', isWhole: true },
    { title: 'path', isWhole: true, leaves: 1 },
    { title: 'seed', leaves: 2 },
  ];
  const rows = [['run_0042_k3f9/12', 'art_pool/concepts/000.png', '7301']];
  expect(table(three, rows, { columns: 30, style })[1]).toBe('run_0042_k3f9/12  7301');
});
