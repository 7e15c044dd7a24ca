import type { Json } from '../../domain/canonical-json.ts';
import { ok, type Result } from '../../domain/result.ts';
import { stageFolder } from '../../domain/run/pipeline.ts';
import type { RunRecord } from '../../domain/run/run-record.ts';
import type { OutcomeKind, StageManifest } from '../../domain/run/stage-manifest.ts';
import type { RunFolders } from '../../ports/run-folders.ts';
import { outcomeText } from './reason-text.ts';
import { alike, arranged, type Listing, type ListingColumn } from './listing.ts';

export interface CommittedStage {
  readonly folder: string;
  readonly manifest: StageManifest;
}

/**
 * The committed stages of some cells of a run, in the order of their cells and places. Found by the record's pipelines
 * and never by listing the folder: a run of a thousand cells has thousands of stages.
 */
export async function readStages(
  runs: RunFolders,
  record: RunRecord,
  cells: ReadonlySet<number>,
): Promise<Result<readonly CommittedStage[]>> {
  const folders = record.cells
    .filter((cell) => cells.has(cell.n))
    .flatMap((cell) =>
      (record.pipelines[cell.backend] ?? []).map((stage) =>
        stageFolder(cell.binding_hash, cell.child_index, stage),
      ),
    );
  // Cells of several final backends share their concept's stages.
  const wanted = [...new Set(folders)];
  const read = await Promise.all(wanted.map((folder) => runs.readStage(record.run_id, folder)));
  const stages: CommittedStage[] = [];
  for (const [i, manifest] of read.entries()) {
    if (!manifest.ok) return manifest;
    if (manifest.value !== null) stages.push({ folder: wanted[i] ?? '', manifest: manifest.value });
  }
  return ok(stages);
}

/** Stages as a table; an outcome or reason that all share stands above it. */
export function stageListing(stages: readonly CommittedStage[], isPlain: boolean): Listing {
  const outcome = alike(stages.map(({ manifest }) => manifest.outcome.kind));
  const why = alike(stages.map(whyOf));
  const columns: readonly ListingColumn<CommittedStage>[] = [
    { title: 'stage', isCuttable: true, readable: 40, cell: (one) => one.folder, said: null },
    {
      title: 'outcome',
      cell: (one) => one.manifest.outcome.kind,
      said: outcome === null ? null : `all ${outcome}`,
    },
    {
      title: 'why',
      isCuttable: true,
      leaves: 2,
      cell: whyOf,
      said: why === null || why === '' ? why : `why: ${why}`,
    },
    { title: 'digest', leaves: 1, cell: pictureOf, said: null },
    { title: 'took', align: 'right', leaves: 3, cell: tookOf, said: null },
  ];
  return arranged(stages, columns, isPlain);
}

/** Of what was reused the run is enough; `art why` says the rest. */
const whyOf = ({ manifest: { outcome } }: CommittedStage): string =>
  outcome.kind === 'reused' && outcome.from !== null ? outcome.from : outcomeText(outcome);

/** `12 executed, 3 reused`; `null` where all are alike, which the listing says. */
export function outcomesText(stages: readonly CommittedStage[]): string | null {
  const counts = outcomeKinds.flatMap((kind) => {
    const n = stages.filter(({ manifest }) => manifest.outcome.kind === kind).length;
    return n === 0 ? [] : [`${n} ${kind}`];
  });
  return counts.length < 2 ? null : counts.join(', ');
}

const outcomeKinds = ['executed', 'reused', 'pinned'] as const satisfies readonly OutcomeKind[];

const pictureOf = ({ manifest }: CommittedStage): string =>
  manifest.outputs.find((output) => output.pixels !== null)?.bytes.slice(0, 12) ?? '';

const tookOf = ({ manifest }: CommittedStage): string =>
  `${Date.parse(manifest.ended_at) - Date.parse(manifest.started_at)} ms`;

export const stageJson = ({ folder, manifest }: CommittedStage): Json =>
  ({ folder, ...manifest }) as unknown as Json;
