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
