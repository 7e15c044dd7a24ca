/** Recipes, levers and names that are refused. */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { levers, skald, statue, statueLevers } from './rig.ts';
import {
  altered,
  fresh,
  freshRecipe,
  generateFresh,
  hostile,
  key,
  locked,
  project,
  recipePath,
  refuses,
  rig,
  second,
  setUp,
  type Row,
} from './bad-input.ts';

beforeAll(setUp);
afterAll(() => rig.remove());

const rows: readonly Row[] = [
  {
    title: 'an unknown lever',
    args: () => ['generate', skald, ...levers, '--beard', 'long'],
    code: 2,
    kind: 'unknown-lever',
    says: /--beard[^]*--hair-color/,
  },
  {
    title: 'a value outside the enum',
    args: () => ['generate', skald, ...levers.slice(2), '--hair', 'lomg'],
    code: 2,
    kind: 'lever-value-outside-enum',
    says: /"lomg"[^]*long/,
  },
  {
    title: 'a missing lever',
    args: () => ['generate', skald, ...levers.slice(2)],
    code: 2,
    kind: 'missing-lever',
    says: /--hair[^]*short, long/,
  },
  {
    title: 'an unknown recipe',
    args: () => ['generate', 'iron.character.skalf.v1', ...levers],
    code: 3,
    kind: 'recipe-not-found',
    says: /iron\.character\.skald\.v1/,
  },
  {
    title: 'malformed JSON',
    alter: () => altered(recipePath(fresh), () => '{\n  "schema_version": 1,,\n}\n'),
    args: generateFresh,
    code: 6,
    kind: 'recipe-invalid',
    says: /iron\.object\.fresh\.v1\.json:2:23[^]*\^/,
  },
  {
    title: 'conflict markers',
    alter: () => altered(recipePath(fresh), () => '{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> b\n}\n'),
    args: generateFresh,
    code: 6,
    kind: 'recipe-invalid',
    says: /conflict/,
  },
  {
    title: 'recipe drift',
    alter: () => altered(recipePath(skald), (text) => text.replace('7301', '7302')),
    args: () => ['generate', skald, ...levers],
    code: 10,
    kind: 'recipe-drift',
    says: /iron\.character\.skald\.v1/,
  },
  {
    title: 'drift of a palette that the recipe names',
    alter: () => altered('content/palettes/skerry.hex', (text) => `${text}ff00ff\n`),
    args: () => ['generate', statue, ...statueLevers],
    code: 10,
    kind: 'recipe-drift',
    says: /skerry\.hex/,
  },
  {
    title: 'a missing workflow',
    alter: () => {
      const path = join(project, 'content/recipes/workflows/jarl-concept.workflow.json');
      renameSync(path, `${path}.away`);
      return () => renameSync(`${path}.away`, path);
    },
    args: () => ['generate', 'iron.character.jarl.v1', '--cloak', 'sealskin', '--mood', 'grim'],
    code: 6,
    kind: 'recipe-invalid',
    says: /jarl-concept\.workflow\.json/,
  },
  {
    title: 'a wrong type in a locked field',
    alter: locked({ canvas_width: '48' }),
    args: generateFresh,
    code: 6,
    kind: 'recipe-invalid',
    says: /canvas_width[^]*\^/,
  },
  {
    title: 'a palette outside the project',
    alter: locked({ palette: '../../../../etc/passwd' }),
    args: generateFresh,
    code: 6,
    kind: 'recipe-invalid',
    says: /palette/,
  },
  {
    title: 'hostile text in a title and in levers',
    alter: freshRecipe((recipe) => ({
      ...recipe,
      title: hostile,
      lever_schema: {
        type: 'object',
        additionalProperties: false,
        required: ['material'],
        properties: { material: { enum: [hostile, 'stone'] } },
      },
    })),
    args: () => ['generate', fresh, '--material', hostile],
    code: 6,
    kind: 'recipe-invalid',
    says: /\\u001b/,
  },
  {
    title: 'a backend that cannot run yet',
    args: () => ['generate', 'iron.character.jarl.v1', '--cloak', 'sealskin', '--mood', 'grim'],
    code: 8,
    kind: 'backend-unavailable',
    says: /comfyui/,
  },
  {
    title: 'an unknown configuration key',
    alter: () => altered('art.config.json', (text) => text.replace('"name"', '"prot": 8080, "name"')),
    args: () => ['status'],
    code: 6,
    kind: 'config-invalid',
    says: /prot[^]*did you mean "port"/,
  },
  {
    title: 'a folder that is no project',
    args: () => ['status', '--project', rig.folder],
    code: 3,
    kind: 'project-not-found',
    says: /Pass --project \S+\/demo, or change to that folder/,
  },
  ...['../../etc/passwd', '/etc/passwd', 'iron.object.statue.v1/../x', '..'].map((id) => ({
    title: `a path for a recipe: ${id}`,
    args: () => ['generate', id, ...statueLevers],
    code: 3,
    kind: 'recipe-not-found',
    says: /art recipes/,
  })),
  {
    title: 'a path for a job',
    args: () => ['review', '--approve', '../../1/1', '--digest', 'a'.repeat(64), ...key()],
    code: 3,
    kind: 'job-not-found',
    says: /art jobs/,
  },
  {
    title: 'a path for a run',
    args: () => ['run', 'show', '../../runs'],
    code: 3,
    kind: 'run-not-found',
    says: /art runs/,
  },
  ...['../../../../etc/passwd', '/etc/passwd', 'art_pool/candidates/../../../x.png', 'art.config.json'].map(
    (path) => ({
      title: `a path that is no candidate: ${path}`,
      args: () => ['promote', path, '--as', 'hero/skald'],
      code: 3,
      kind: 'candidate-not-found',
      says: /list-candidates/,
    }),
  ),
  {
    title: 'a path for a frame',
    args: () => [
      'promote',
      statue,
      '0f29d70d1d00e470',
      '--backend',
      'procedural',
      '--frame',
      '../../../x',
      '--as',
      'a',
    ],
    code: 3,
    kind: 'candidate-not-found',
    says: /list-candidates/,
  },
  {
    title: 'a path for a backend',
    args: () => ['promote', statue, '0f29d70d1d00e470', '--backend', '../..', '--frame', '0', '--as', 'a'],
    code: 3,
    kind: 'candidate-not-found',
    says: /list-candidates/,
  },
  {
    title: 'a path for an asset',
    args: () => ['promote', `${second}/1`, '--as', '../../x'],
    code: 3,
    kind: 'asset-unknown',
    says: /age manifest/,
  },
  {
    title: 'a path for an age',
    args: () => ['ship', '--age', '../../x'],
    code: 3,
    kind: 'age-not-found',
    says: /iron/,
  },
];

describe('a bad recipe, lever or name is refused, and nothing written', () => {
  refuses(rows);
});
