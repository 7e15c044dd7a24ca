import { count } from '../../../domain/source/counted.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { Style } from '../terminal/style.ts';
import { wrap } from '../terminal/width.ts';
import type { CheckName } from './check-names.ts';
import type { CheckFinding } from './examine.ts';
import { severities, type Severity } from './finding.ts';

export interface TellOptions {
  /** Width of the terminal, in cells. */
  readonly columns: number;
  readonly style: Style;
  /** What is well is told line by line, too; else by the names of its checks. */
  readonly isWhole: boolean;
}

const labelWidth = 7;
const indent = ' '.repeat(labelWidth);

/** Findings for a person: like with like, the worst and the sum last. */
export function findingLines(
  findings: readonly CheckFinding[],
  skipped: readonly CheckName[],
  { columns, style, isWhole }: TellOptions,
): string[] {
  const paint: { readonly [S in Severity]: (text: string) => string } = {
    ok: style.green,
    warn: style.yellow,
    error: style.red,
  };
  const lines: string[] = [];
  const block = (severity: Severity | 'skip', text: string): void => {
    const label = (severity === 'skip' ? style.dim : paint[severity])(severity);
    const lead = label + ' '.repeat(labelWidth - severity.length);
    lines.push(...indented(text, columns).map((line, i) => (i === 0 ? lead : indent) + line));
  };
  if (!isWhole) {
    const ill = new Set(findings.filter((one) => one.severity !== 'ok').map((one) => one.check));
    const well = [...new Set(findings.map((one) => one.check))].filter((check) => !ill.has(check));
    if (well.length > 0) block('ok', well.join(', '));
  }
  if (skipped.length > 0) block('skip', `${skipped.join(', ')}: there is no project that can be opened`);
  for (const severity of severities) {
    if (severity === 'ok' && !isWhole) continue;
    for (const one of findings.filter((found) => found.severity === severity)) {
      block(severity, `${one.check}: ${printable(one.message)}`);
      // A command is typed as it stands: it is not broken into lines.
      if (one.fix !== null) lines.push(`${indent}${style.bold('fix')}: ${printable(one.fix)}`);
    }
  }
  return [...lines, sum(findings, style)];
}

function sum(findings: readonly CheckFinding[], style: Style): string {
  const of = (severity: Severity): number => findings.filter((one) => one.severity === severity).length;
  const [errors, warnings] = [of('error'), of('warn')];
  if (errors > 0) return style.red(`${count(errors, 'error')}, ${count(warnings, 'warning')}`);
  return warnings > 0 ? style.yellow(`no errors, ${count(warnings, 'warning')}`) : style.green('all is well');
}

const indented = (text: string, columns: number): string[] => wrap(text, columns - labelWidth);

/** One record a line: severity, check, id, message, fix. */
export const findingRows = (findings: readonly CheckFinding[]): readonly (readonly string[])[] =>
  findings.map(({ severity, check, id, message, fix }) => [severity, check, id, message, fix ?? '']);
