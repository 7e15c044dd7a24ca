import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RecipeId } from '../../../src/domain/ids.ts';
import { draftText, emptyDraft } from '../../../src/domain/run/editor-draft.ts';
import { altered, fresh, freshRecipe, generateFresh, project, recipePath } from '../bad-input.ts';
import type { CommandRow, Rows } from '../contract-row.ts';
import { levers, skald, snapshot, statue, statueLevers } from '../rig.ts';

const all = ['--hair', '*', '--hair-color', '*', '--armor', '*', '--weapon', '*'];
/** A recipe of its own whose only backend costs money. */
const paid = (more: Record<string, unknown> = {}) =>
  freshRecipe((recipe) => ({
    ...recipe,
    prompt_templates_by_backend: {
      pixellab: { endpoint: '/v2/create-image-pixflux', description: 'a {material} statue' },
    },
    ...more,
  }));

const nears: CommandRow['nears'] = [
  [() => ['iron.object.statu.v1', ...statueLevers], /iron\.object\.statue\.v1/],
  [() => [statue, '--materail', 'bronze', ...statueLevers.slice(2)], /Did you mean --material/],
  [() => [statue, '--material', 'bronce', ...statueLevers.slice(2)], /Did you mean bronze/],
];

/** What is refused before anything is made, whether or not it is only planned. */
const asked: CommandRow['fails'] = {
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
  'lever-value-repeated': { words: () => [statue, ...statueLevers.slice(2), '--material', 'ice,ice'] },
  'lever-given-twice': { words: () => [statue, ...statueLevers, '--set', 'material=ice'] },
  'children-invalid': { words: () => [statue, ...statueLevers, '--children', '5-2'] },
  'children-conflict': { words: () => [statue, ...statueLevers, '--children', '5', '--more', '2'] },
  'children-used-up': { words: () => [statue, ...statueLevers, '--more', '1000'] },
  'run-too-large': { words: () => [skald, ...all, '--concepts', '1000', '--yes'] },
  'amount-invalid': { words: () => [statue, ...statueLevers, '--max-usd', '1,50'] },
  'run-over-limit': {
    alter: paid(),
    words: () => [...generateFresh().slice(1), '--concepts', '10', '--max-usd', '0.16'],
  },
  'run-record-invalid': {
    alter: () => {
      const run = [...snapshot(`${project}/runs`).keys()].find((path) => path.endsWith('run.json'));
      return altered(`runs/${run ?? ''}`, () => '{}');
    },
    words: () => [skald, ...levers, '--more', '1'],
  },
};

const drafts: NonNullable<CommandRow['fails']> = {
  'draft-not-found': {
    alter: () => {
      rmSync(join(project, '.art/draft.json'), { force: true });
      return () => undefined;
    },
    words: () => ['--draft'],
  },
  'draft-invalid': {
    alter: () => altered('.art/draft.json', () => '{}'),
    words: () => ['--draft'],
  },
  'draft-recipe-differs': {
    alter: () =>
      altered('.art/draft.json', () => {
        const text = `${readFileSync(join(project, recipePath(statue)), 'utf8')}\n`;
        return draftText({
          ...emptyDraft,
          recipe: { recipe_id: statue as RecipeId, digest: null, text },
        });
      }),
    words: () => ['--draft'],
  },
};

export const makingRows: Rows = {
  plan: {
    ends: () => [statue, ...statueLevers, '--children', '0-2'],
    nears,
    fails: { ...asked, ...drafts },
  },
  generate: {
    isWriter: true,
    unprovoked: {
      declined: 'It is an answer at a terminal: test/e2e/sweep-terminal.test.ts types it.',
      interrupted: 'It is met while somebody is asked at a terminal.',
    },
    ends: () => [statue, ...statueLevers],
    nears,
    fails: {
      ...asked,
      'run-not-confirmed': { words: () => [skald, ...all] },
      'draft-needs-limit': { alter: paid({ draft: true }), words: () => generateFresh().slice(1) },
      ...drafts,
      'backend-unavailable': {
        words: () => ['iron.character.jarl.v1', '--cloak', 'sealskin', '--mood', 'grim'],
      },
      'wait-timeout': { words: () => [statue, ...statueLevers, '--wait', '--timeout', '1'] },
      'wait-interrupted': {
        interruptAt: /"event":"progress"|0 of 1 ready/,
        words: () => [statue, ...statueLevers, '--wait'],
      },
    },
  },
};
