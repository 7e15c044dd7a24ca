import { expect, it } from 'vitest';
import type { BindingHash } from '../ids.ts';
import { pairCells } from './pair-cells.ts';
import type { RunCell } from './run-record.ts';

const cell = (n: number, binding: Record<string, string>, child = 0, backend = 'paint'): RunCell => ({
  n,
  binding,
  binding_hash: JSON.stringify(binding) as BindingHash,
  backend,
  concept_backend: null,
  child_index: child,
  seed: 7 + child,
});
const told = (first: readonly RunCell[], second: readonly RunCell[]): string[] => {
  const { pairs, onlyFirst, onlySecond } = pairCells(first, second);
  return [
    ...pairs.map((pair) => `${pair.first.n}${pair.isSame ? '=' : '~'}${pair.second.n}`),
    ...onlyFirst.map(({ n }) => `${n}-`),
    ...onlySecond.map(({ n }) => `+${n}`),
  ];
};

it('pairs the same binding, backend and child, wherever they stand', () => {
  const [red, black] = [{ hair: 'red' }, { hair: 'black' }];
  expect(told([cell(1, red), cell(2, black)], [cell(1, black), cell(2, red)])).toEqual(['2=1', '1=2']);
  expect(told([cell(1, red)], [cell(1, red, 1), cell(2, red)])).toEqual(['1=2', '+1']);
});

it('pairs what is left over with what is most like it, each once, of one backend', () => {
  const red = { hair: 'red', mood: 'calm' };
  const first = [cell(1, { hair: 'white', mood: 'grim' }), cell(2, red)];
  expect(told(first, [cell(1, { hair: 'black', mood: 'calm' })])).toEqual(['2~1', '1-']);
  expect(told([cell(1, red)], [cell(1, red, 0, 'ink')])).toEqual(['1-', '+1']);
});

it('leaves a crowd without counterparts unpaired', () => {
  const many = (hair: string) => Array.from({ length: 300 }, (_, i) => cell(i + 1, { hair }, i));
  expect(pairCells(many('red'), many('black')).pairs).toEqual([]);
});
