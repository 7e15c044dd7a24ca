import { expect, it } from 'vitest';
import { globalFlags } from '../../../domain/recipe/global-flags.ts';
import { generateOptions } from './making-options.ts';

it('takes no flag that a recipe may give to a lever', () => {
  const flags = generateOptions.map(([notation]) => /--([a-z-]+)/.exec(notation)?.[1] ?? notation);
  expect(flags.filter((flag) => !globalFlags.has(flag))).toEqual([]);
});
