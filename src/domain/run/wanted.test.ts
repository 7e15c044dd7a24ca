import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BindingHash } from '../ids.ts';
import { bindingsOf } from '../recipe/lever-space.ts';
import { groupsOf, type WantedGroup } from './wanted.ts';

const backends = ['comfyui', 'pixellab', 'procedural'];
const levers = { hair: ['red', 'black', 'white'], mood: ['calm', 'grim'] };
const all = [...bindingsOf(levers)].flatMap((binding) =>
  backends.flatMap((backend) =>
    [0, 1, 7].map((child_index) => ({
      binding,
      binding_hash: JSON.stringify(binding) as BindingHash,
      backend,
      child_index,
    })),
  ),
);
const nameOf = (binding: object, backend: string, child: number): string =>
  `${JSON.stringify(Object.entries(binding).sort())} ${backend} ${child}`;

const expanded = (groups: readonly WantedGroup[]): string[] =>
  groups.flatMap((group) =>
    [...bindingsOf(group.levers)].flatMap((binding) =>
      (group.backends ?? backends).flatMap((backend) =>
        group.children.map((child) => nameOf(binding, backend, child)),
      ),
    ),
  );

describe('groups of a run’s cells', () => {
  it('hold every cell exactly once, whatever cells there are', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 1 }), (cells) => {
        const wanted = cells.map((cell) => nameOf(cell.binding, cell.backend, cell.child_index));
        expect(expanded(groupsOf(cells, backends)).sort()).toEqual(wanted.sort());
      }),
    );
  });

  it('are one for a sweep', () => {
    expect(groupsOf(all, backends)).toEqual([{ levers, children: [0, 1, 7], backends: null }]);
  });

  it('take levers with the names of members that every object has', () => {
    const binding = JSON.parse('{"__proto__":"a","constructor":"b"}') as Record<string, string>;
    const cell = { binding, binding_hash: 'x' as BindingHash, backend: 'toString', child_index: 0 };
    const [group] = groupsOf([cell], ['toString']);
    expect(Object.entries(group?.levers ?? {})).toEqual([
      ['__proto__', ['a']],
      ['constructor', ['b']],
    ]);
  });

  it('keep bindings of other levers apart', () => {
    const cells = [{ hair: 'red' }, { mood: 'grim' }].map((binding, child_index) => ({
      binding: binding as Record<string, string>,
      binding_hash: String(child_index) as BindingHash,
      backend: 'procedural',
      child_index: 0,
    }));
    expect(groupsOf(cells, ['procedural']).map((group) => group.levers)).toEqual([
      { hair: ['red'] },
      { mood: ['grim'] },
    ]);
  });
});
