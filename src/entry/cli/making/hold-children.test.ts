import { expect, it } from 'vitest';
import { ok } from '../../../domain/result.ts';
import type { CommandContext } from '../context.ts';
import { holdingChildren } from './hold-children.ts';
import type { Prepared } from './prepare.ts';

const context = { output: { note: () => undefined } } as unknown as CommandContext;
const asked = (isMore: boolean): Prepared => {
  const outline = { cells: [{ child_index: 3 }] };
  return { isMore, outline, outlineNow: () => Promise.resolve(ok(outline)) } as unknown as Prepared;
};
const agree = () => Promise.resolve(ok(undefined));
const act = () => Promise.resolve(ok('queued'));
const taken = () => Promise.resolve(ok(null));

it('gives up with children-being-chosen when another command chooses for too long', async () => {
  expect(await holdingChildren(context, taken, asked(true), agree, act, 60)).toMatchObject({
    ok: false,
    failure: { kind: 'children-being-chosen' },
  });
});

it('waits until the other one is done, and lets go of the lock', async () => {
  let looks = 0;
  let released = 0;
  const busyOnce = () => {
    looks += 1;
    return Promise.resolve(ok(looks === 1 ? null : () => Promise.resolve(void (released += 1))));
  };
  expect(await holdingChildren(context, busyOnce, asked(true), agree, act)).toEqual(ok('queued'));
  expect([looks, released]).toEqual([2, 1]);
});

it('needs no lock for children that are named', async () => {
  expect(await holdingChildren(context, taken, asked(false), agree, act, 0)).toEqual(ok('queued'));
});
