import type { Digest } from '../domain/ids.ts';
import type { FilesByDigest } from '../domain/run/changed-lines.ts';
import { explainChanges, type NamedChange } from '../domain/run/explain.ts';
import type { PipelineStage } from '../domain/run/pipeline.ts';
import type { RunFile } from '../domain/run/run-record.ts';
import type { StageView } from './stage-ledger.ts';

/**
 * What differs between a stage and another one of the same name. Of an input that differs, the stages that gave the
 * two are compared in their turn, up to where the change began.
 */
export function explainStage(from: StageView, to: StageView): Promise<readonly NamedChange[]> {
  // Stages before it by their places: each pair is compared once, whatever a stranger's manifest lists as inputs.
  const compared = new Map<string, Promise<readonly NamedChange[]>>();
  const explain = (a: StageView, b: StageView): Promise<readonly NamedChange[]> => {
    const pair = `${a.stage.place} ${b.stage.place}`;
    const known = compared.get(pair) ?? explainPair(a, b, explain);
    compared.set(pair, known);
    return known;
  };
  return explain(from, to);
}

async function explainPair(
  from: StageView,
  to: StageView,
  explain: typeof explainStage,
): Promise<readonly NamedChange[]> {
  const before = givingStage(to, null);
  const changes = explainChanges(from.ingredients, to.ingredients, {
    files: { from: byDigest(from.files), to: byDigest(to.files) },
    ...(before === null ? {} : { stageBefore: before.stage }),
  });
  const named: NamedChange[] = [];
  for (const change of changes) {
    if (change.kind !== 'input') {
      named.push(change);
      continue;
    }
    const [a, b] = await Promise.all([giving(from, change.source), giving(to, change.source)]);
    named.push(a === null || b === null ? change : { ...change, because: await explain(a, b) });
  }
  return named;
}

async function giving(view: StageView, source: string | null): Promise<StageView | null> {
  const stage = givingStage(view, source);
  return stage === null ? null : view.at(stage);
}

/**
 * The stage that gave an input: the one before in the same phase for the pieces of a post stage (`null`), else the
 * nearest earlier one of that name, or of that phase: a concept is given by the last stage of its phase.
 */
function givingStage({ stage, pipeline }: StageView, source: string | null): PipelineStage | null {
  const earlier = pipeline.filter(({ place }) => place < stage.place);
  const isGiving = (one: PipelineStage): boolean => {
    if (source === null) return one.phase === stage.phase;
    return one.phase === source || one.stage === source;
  };
  return earlier.findLast(isGiving) ?? null;
}

const byDigest =
  (files: readonly RunFile[]): FilesByDigest =>
  (digest: Digest) =>
    files.find((file) => file.digest === digest) ?? null;
