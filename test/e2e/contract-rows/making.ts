import { altered, fresh, generateFresh, recipePath } from '../bad-input.ts';
import type { Rows } from '../contract-row.ts';
import { levers, skald, statue, statueLevers } from '../rig.ts';

export const makingRows: Rows = {
  generate: {
    isWriter: true,
    ends: () => [statue, ...statueLevers],
    nears: [
      [() => ['iron.object.statu.v1', ...statueLevers], /iron\.object\.statue\.v1/],
      [() => [statue, '--materail', 'bronze', ...statueLevers.slice(2)], /Did you mean --material/],
      [() => [statue, '--material', 'bronce', ...statueLevers.slice(2)], /Did you mean bronze/],
    ],
    fails: {
      'recipe-not-found': { words: () => ['iron.object.none.v1'] },
      'recipe-invalid': {
        alter: () => altered(recipePath(fresh), () => '{,}\n'),
        words: () => generateFresh().slice(1),
      },
      'recipe-drift': {
        alter: () => altered(recipePath(skald), (text) => text.replace('7301', '7302')),
        words: () => [skald, ...levers],
      },
      'levers-invalid': { words: () => [skald, '--hair', 'lomg', '--hiar-color', 'red'] },
      'unknown-lever': { words: () => [statue, ...statueLevers, '--beard', 'long'] },
      'lever-value-outside-enum': { words: () => [statue, ...statueLevers.slice(2), '--material', 'gold'] },
      'missing-lever': { words: () => [statue, ...statueLevers.slice(2)] },
      'backend-unavailable': {
        words: () => ['iron.character.jarl.v1', '--cloak', 'sealskin', '--mood', 'grim'],
      },
      'wait-timeout': { words: () => [statue, ...statueLevers, '--wait', '--timeout', '1'] },
      interrupted: {
        interruptAt: /"event":"state"|: Pending$/m,
        words: () => [statue, ...statueLevers, '--wait'],
      },
    },
  },
};
