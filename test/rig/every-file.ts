/** A project that has a file of every kind that Artkiln writes or reads. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { closeRun, planClose } from '../../src/app/close-run.ts';
import { markShip } from '../../src/app/finish-ship.ts';
import { indexDecisions } from '../../src/app/index-decisions.ts';
import { promote } from '../../src/app/promote.ts';
import { promotedAssets } from '../../src/app/promotion-index.ts';
import { planRecovery, recover } from '../../src/app/recover-run.ts';
import { ship } from '../../src/app/ship.ts';
import { composeShipping } from '../../src/compose-shipping.ts';
import { importMarkerText, importTrustText } from '../../src/domain/archive/import-marker.ts';
import { archiveIndexText } from '../../src/domain/archive/index-file.ts';
import { asDigest, type RunId } from '../../src/domain/ids.ts';
import { draftFields } from '../../src/domain/run/draft-difference.ts';
import { must, type TestDatabase } from './database.ts';
import { DecidedProject } from './decided-project.ts';
import { signerOf } from './gate.ts';
import { generateRun, skald, skaldBinding } from './project.ts';
import type { Saga } from './saga.ts';

export interface EveryFile {
  readonly rig: DecidedProject;
  /** Approved, promoted, shipped, sealed. */
  readonly sealed: RunId;
  /** At its concept gate. */
  readonly open: RunId;
}

export async function everyFile(saga: Saga, database: TestDatabase): Promise<EveryFile> {
  const rig = await DecidedProject.make(saga, database);
  const { project, deps } = rig;
  const sealed = await rig.statues([0, 1]);
  const open = await generateRun(project, saga.runs, skald, [skaldBinding]);
  await rig.workUntil(open, 'AwaitingConceptApproval');
  await rig.approve(sealed);
  must(await indexDecisions(deps));
  must(await closeRun(deps, must(await planClose(deps, sealed)), signerOf('Asa'), () => undefined));

  const world = composeShipping(project);
  for (const { candidates } of await rig.jobs(sealed)) {
    const prefix = candidates[0]?.digest ?? '';
    must(await promote(world, { candidate: { by: 'digest', prefix }, assetId: 'props/statue-founder' }));
  }
  must(await ship(world, { age: null, allowPlaceholders: true, rollback: null }));
  must(await promotedAssets(project.files));
  await rig.revokeBryn();

  must(await recover(project, must(await planRecovery(project, sealed)), new Set(draftFields)));
  must(await recover(project, must(await planRecovery(project, open)), new Set(draftFields)));
  must(
    await project.environments.publish({
      backend: 'comfyui',
      environment: { torch: '2.4' },
      publishedAt: project.clock.now(),
      worker: 'w',
    }),
  );
  const digest = asDigest('ab'.repeat(32));
  const verdict = { gate: 'review', jobId: `${open}/1`, digest } as const;
  must(
    await project.drafts.change([
      { kind: 'keep', draft: { ...verdict, verdict: 'reject', reason: { kind: 'code', code: 'palette' } } },
      {
        kind: 'keep',
        draft: { ...verdict, gate: 'concept', verdict: 'reject', reason: { kind: 'text', text: 'too dark' } },
      },
    ]),
  );
  must(await markShip(world, 1));
  const now = project.clock.now();
  const { project_id } = must(await project.runs.read(open)).record;
  const marker = { schema_version: 1, run_id: open, actor: 'tester' } as const;
  const index = {
    schema_version: 1,
    format: 'artkiln-run',
    run_id: open,
    project_id,
    sealed: false,
  } as const;
  const imported = `imports/${open}`;
  // What the pipeline writes elsewhere: an edit that was taken back, a worker's log, a sheet, a file by hand.
  for (const [path, text] of [
    ['.art/discarded/0123456789ab/content/recipes/iron.object.statue.v1.json', '{}'],
    ['.art/logs/worker.log', '{}\n'],
    ['sheets/run.png', ''],
    [
      `${imported}/import.json`,
      importMarkerText({ ...marker, project_id, archive: digest, index: digest, imported_at: now }),
    ],
    [`${imported}/trust.json`, importTrustText({ ...marker, trusted_at: now })],
    [
      `${imported}/index.json`,
      archiveIndexText({ ...index, files: [{ path: 'a', bytes: digest, size: 1 }] }),
    ],
    [`${imported}/content/reviewers.json`, '{}'],
    [`${imported}/art_pool/candidates/a.png`, ''],
    [`runs/${open}/inputs/${digest}`, ''],
  ] as const) {
    mkdirSync(dirname(join(rig.root, path)), { recursive: true });
    writeFileSync(join(rig.root, path), text);
  }
  return { rig, sealed, open };
}

/** The files of a project, relative to it, in code-unit order. */
export const filesOf = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
