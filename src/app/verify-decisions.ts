import type { DecisionBook } from '../domain/gate/decision-book.ts';
import {
  decisionPath,
  isDecisionId,
  type DecisionId,
  type DecisionPayload,
} from '../domain/gate/decision.ts';
import type { DecisionFault } from '../domain/gate/faults.ts';
import { note, type Notes, type VerifyFinding } from './verify-notes.ts';

/** What a trusted decision says; `undefined` for one that is not there, or not trusted. */
export type VerdictOfDecision = (id: string) => DecisionPayload['verdict'] | undefined;

export function verdictsOf({ trusted }: DecisionBook): VerdictOfDecision {
  const verdicts = new Map<string, DecisionPayload['verdict']>(
    trusted.map(({ payload }) => [payload.id, payload.verdict]),
  );
  return (id) => verdicts.get(id);
}

/** Decision files: that each counts, and that those which later ones take the place of are there. */
export function checkDecisionBook({ trusted, faults }: DecisionBook, notes: Notes): void {
  notes.checked += trusted.length + faults.length;
  for (const fault of faults) {
    const at = fault.at === null ? '' : ` at ${fault.at}`;
    note(notes, kindOf(fault), fault.file, `${fault.code}${at}`);
  }
  const there = new Set<string>([
    ...trusted.map(({ payload }) => decisionPath(payload.id)),
    ...faults.map(({ file }) => file),
  ]);
  for (const { payload } of trusted)
    for (const id of payload.supersedes) {
      const path = decisionPath(id);
      if (!there.has(path)) note(notes, 'MISSING', path, `superseded by ${payload.id.slice(0, 12)}`);
    }
}

const isNamedAsDecision = (file: string): boolean => {
  const id = /([^/]+)\.json$/.exec(file)?.[1] ?? '';
  return isDecisionId(id as DecisionId);
};

function kindOf({ file, code }: DecisionFault): VerifyFinding['kind'] {
  if (!isNamedAsDecision(file)) return 'UNEXPECTED';
  switch (code) {
    case 'name-mismatch':
    case 'id-mismatch':
      return 'KEY-MISMATCH';
    case 'other-project':
    case 'unknown-key':
    case 'revoked':
      return 'UNSIGNED';
    case 'bad-signature':
    case 'not-json':
    case 'not-canonical':
    case 'too-large':
    case 'newer-version':
    case 'missing-field':
    case 'unknown-field':
    case 'bad-value':
    case 'unreadable':
      return 'MODIFIED';
  }
}
