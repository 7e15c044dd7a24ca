import type { Comparison, StageReason, Waiting } from '../../app/why.ts';
import type { Json } from '../../domain/canonical-json.ts';
import { changesText, changeText, rootsOf } from '../../domain/run/change-text.ts';
import type { NamedChange } from '../../domain/run/explain.ts';
import { isBackendStage, type PipelineStage } from '../../domain/run/pipeline.ts';
import type { StageManifest, StageReason as StageReasonCode } from '../../domain/run/stage-manifest.ts';
import { printable } from '../../domain/source/printable.ts';

/** `final (procedural)`, `call, final (pixellab)`, `normalize, concept`: tells the stages of one cell apart. */
export function stageName(of: Pick<PipelineStage, 'stage' | 'phase' | 'backend'>): string {
  const { stage, phase, backend } = of;
  if (stage === phase) return `${stage} (${backend})`;
  return isBackendStage(of) ? `${stage}, ${phase} (${backend})` : `${stage}, ${phase}`;
}

/** As `stageName`, printable; of post stages also the backend whose pictures they work on, where there are several. */
export function stageTitle(stage: PipelineStage, isOfSeveral: boolean): string {
  const name = stageName(stage);
  return printable(isOfSeveral && !name.endsWith(')') ? `${name} (${stage.backend})` : name);
}

/** Codes of a manifest in words; another version of Artkiln may have more of them. */
const codes: { readonly [code in StageReasonCode]: string } = {
  'never-run': 'never run with these ingredients',
  'output-missing': 'an output of the earlier result was missing',
  'output-corrupt': 'an output of the earlier result was damaged',
  forced: 'rebuilt, as asked',
  interrupted: 'taken up after an interruption',
  'same-fingerprint': 'same fingerprint',
  restored: 'its lost bytes were restored',
};
const codeText = (code: string): string =>
  Object.hasOwn(codes, code) ? codes[code as StageReasonCode] : printable(code);

/** What a stage manifest says of itself: `never run with these ingredients`, `same fingerprint as in run_0042_k3f4`. */
export function outcomeText({ kind, from, reasons }: StageManifest['outcome']): string {
  const said = reasons
    .filter((code) => code !== 'restored')
    .map(codeText)
    .join(', ');
  const restored = reasons.includes('restored') ? `; ${codes.restored}` : '';
  switch (kind) {
    case 'executed':
      return `${said}${restored}`;
    case 'reused':
      return `${said || 'reused'}${from === null ? '' : ` as in ${from}`}${restored}`;
    case 'pinned':
      return `kept${from === null ? '' : ` from ${from}`}${said === '' ? '' : ` despite ${said}`}${restored}`;
  }
}

/** Why a stage has its result, or what it waits for, in one printable line. */
export function reasonText(reason: StageReason): string {
  const { outcome, from, reasons, waitsFor, compared } = reason;
  if (outcome === 'not-run') return waitsFor === null ? '' : waitingText(waitsFor);
  const said = outcomeText({ kind: outcome, from, reasons });
  if (compared === null) return said;
  const text = comparedText(compared);
  return isExplainedByChanges(reason) ? text : `${said}; ${text}`;
}

/** Whether what changed is all that there is to say: it was executed since nothing like it had been. */
export const isExplainedByChanges = ({ outcome, reasons }: StageReason): boolean =>
  outcome === 'executed' && reasons.every((code) => code === 'never-run' || code === 'interrupted');

function comparedText(compared: Comparison): string {
  switch (compared.kind) {
    case 'with':
      return compared.changes.length === 0
        ? `nothing differs from ${compared.run}`
        : changesText(compared.changes);
    case 'first':
      return 'first of its kind: no earlier run has this stage';
    case 'too-many':
      return 'never run with these ingredients (not compared; name the stage or the cell)';
  }
}

export function waitingText(waits: Waiting): string {
  switch (waits.kind) {
    case 'stage':
      return `waits for ${printable(waits.stage)}${waits.stage === waits.phase ? '' : `, ${waits.phase}`}`;
    case 'worker':
      return 'waits for a worker';
    case 'concept-gate':
      return 'waits at the concept gate';
    case 'concept-rejected':
      return 'not to be run: its concept was rejected';
    case 'sealed':
      return `not to be run: the run was closed with this cell ${printable(waits.state)}`;
  }
}

/** A change for scripts. `because`: what lies at the bottom of a changed input. A value that is not set is left out. */
export function changeJson(change: NamedChange): Json {
  const { kind, stage, field, from, to, isConsequence, lines } = change;
  return {
    kind,
    stage,
    field,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    text: changeText(change),
    consequence: isConsequence,
    lines:
      lines === null
        ? null
        : {
            path: lines.path,
            path_before: lines.pathBefore,
            changed: lines.lines.map((line) => ({ ...line })),
            more: lines.more,
          },
    because:
      kind !== 'input' || change.because === null
        ? null
        : rootsOf(change).map((root) => ({ stage: root.stage, field: root.field, text: changeText(root) })),
  };
}
