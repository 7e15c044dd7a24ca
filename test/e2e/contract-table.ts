/** The contract of every command, by its name. A command without its row fails the suite. */
import type { FailureKind } from '../../src/domain/failure.ts';
import type { Rows } from './contract-row.ts';
import { databaseRows } from './contract-rows/database.ts';
import { decidingRows } from './contract-rows/deciding.ts';
import { lookingRows } from './contract-rows/looking.ts';
import { makingRows } from './contract-rows/making.ts';
import { mendingRows } from './contract-rows/mending.ts';
import { movingRows } from './contract-rows/moving.ts';
import { projectRows } from './contract-rows/project.ts';
import { provingRows } from './contract-rows/proving.ts';
import { recipeRows } from './contract-rows/recipes.ts';
import { recoveringRows } from './contract-rows/recovering.ts';
import { reviewerRows } from './contract-rows/reviewers.ts';
import { shippingRows } from './contract-rows/shipping.ts';

export const rows: Rows = {
  ...projectRows,
  ...makingRows,
  ...lookingRows,
  ...decidingRows,
  ...shippingRows,
  ...provingRows,
  ...mendingRows,
  ...movingRows,
  ...recoveringRows,
  ...recipeRows,
  ...reviewerRows,
  ...databaseRows,
};

/** The test file that provokes a failure where a command line alone cannot, or why nothing can. */
export type Elsewhere = { readonly test: string } | { readonly why: string };

const integration = (file: string): Elsewhere => ({ test: `test/integration/${file}.test.ts` });
const unit = (file: string): Elsewhere => ({ test: `src/${file}.test.ts` });

/** Failures that no row provokes. */
export const elsewhere: { readonly [kind in FailureKind]?: Elsewhere } = {
  usage: { test: 'test/e2e/contract-commands.test.ts' },
  'project-not-found': { test: 'test/e2e/contract-commands.test.ts' },
  interrupted: { test: 'test/e2e/recipe-terminal.test.ts' },
  declined: { test: 'test/e2e/recipe-terminal.test.ts' },
  'disk-full': { test: 'test/e2e/hostile.test.ts' },
  'path-outside-project': integration('store'),
  'file-differs': integration('promote'),
  'file-newer': integration('newer-files'),
  'blob-missing': integration('store'),
  'blob-corrupt': integration('store'),
  'approved-bytes-missing': integration('lost-bytes'),
  'paid-output-lost': integration('paid-stages'),
  'stage-not-repeatable': integration('lost-bytes'),

  'database-binaries-missing': integration('cluster-binaries'),
  'database-home-unusable': integration('cluster-home'),
  'database-account-missing': unit('adapters/postgres/cluster/server-account'),
  'database-of-another-user': integration('cluster-start'),
  'database-start-failed': integration('cluster-start'),
  'database-timeout': integration('cluster-stop'),
  'database-unsure': {
    why: 'It takes a system where nobody may look at the processes of an account, neither in /proc nor with ps.',
  },
  'database-login-refused': integration('cluster-stop'),
  'database-in-use': integration('cluster-stop'),
  'database-not-migrated': integration('saga-migrate'),
  'database-foreign': integration('saga-migrate'),

  'key-ambiguous': unit('app/unlock-key'),
  'no-reviewers': integration('gate-decisions'),
  'reviewer-unknown': unit('app/unlock-key'),
  'key-revoked': unit('domain/gate/reviewer-ring'),
  'approval-ambiguous': integration('change-mind'),
  'recipe-changed': integration('recipe-edits'),
  'draft-changed': integration('recover'),
  'reviewers-changed': integration('gate-decisions'),
  'machine-may-not-decide': {
    why: 'Machine identities come with the server; no command signs in as one.',
  },

  'run-recipe-unreadable': integration('worker'),
  'run-record-differs': integration('worker'),
  'stage-failed': integration('worker'),
  'close-rejects-approved': integration('close-run'),
  'store-differs': integration('saga-operator'),

  'picture-unreadable': integration('picture-decoding'),
  'picture-too-large': integration('picture-decoding'),
  'palette-unusable': unit('stages/palette'),
  'sprites-invalid': unit('stages/normalize'),
  'picture-not-drawable': unit('backends/procedural'),

  'children-being-chosen': unit('entry/cli/making/hold-children'),

  'content-invalid': unit('domain/recipe/lock'),

  'ambiguous-frame': integration('promote'),
  'asset-not-named': integration('promote'),
  'promote-running': integration('promote'),
  'ambiguous-promotion': integration('ship'),
  'asset-names-clash': integration('ship'),
  'atlas-too-small': integration('ship'),
  'atlas-region-differs': integration('ship'),
  'ship-running': integration('ship'),
  'promotion-moved': integration('promote'),
};
