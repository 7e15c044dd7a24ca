import type { BackendFinding, BackendRecipeView } from '../../ports/backend.ts';
import { catalog } from './catalog.ts';
import { nearestWord } from './near.ts';

/** What of a recipe this backend cannot draw, so that it is known before anything is queued. */
export function findingsIn(recipe: BackendRecipeView): readonly BackendFinding[] {
  const { kind } = recipe;
  const listed = catalog.find((one) => one.kind === kind);
  if (listed === undefined) {
    const kinds = catalog.map((one) => one.kind);
    return [error('kind-not-drawn', ['kind'], `procedural does not draw the kind "${kind}"`, kind, kinds)];
  }
  const findings: BackendFinding[] = [];
  const check = (path: readonly string[], lever: string): readonly string[] | null => {
    const drawn = Object.hasOwn(listed.levers, lever) ? listed.levers[lever] : undefined;
    if (drawn !== undefined) return drawn;
    const message = `procedural does not draw a lever "${lever}" for ${kind}`;
    findings.push(error('lever-not-drawn', path, message, lever, Object.keys(listed.levers)));
    return null;
  };
  const checkValue = (
    path: BackendFinding['path'],
    lever: string,
    value: string,
    drawn: readonly string[],
  ): void => {
    if (drawn.includes(value)) return;
    const message = `procedural does not draw ${lever} "${value}"`;
    findings.push(error('value-not-drawn', path, message, value, drawn));
  };

  for (const [lever, values] of Object.entries(recipe.levers)) {
    const path = ['lever_schema', 'properties', lever];
    const drawn = check(path, lever);
    if (drawn !== null) values.forEach((value, i) => checkValue([...path, 'enum', i], lever, value, drawn));
  }
  for (const [lever, value] of Object.entries(lookIn(recipe.template))) {
    const path = ['prompt_templates_by_backend', 'procedural', 'look', lever];
    const drawn = check(path, lever);
    if (drawn === null) continue;
    checkValue(path, lever, value, drawn);
    if (Object.hasOwn(recipe.levers, lever)) {
      findings.push({
        severity: 'warning',
        code: 'template-field-unused',
        path,
        message: `"${lever}" is a lever of this recipe, so this value is never used`,
        hint: 'Take it out of the template, or take the lever out.',
      });
    }
  }
  return findings;
}

/** The values of a template's `look`; what is no text is left to the table of fields, which refuses it. */
export function lookIn(template: BackendRecipeView['template']): { readonly [lever: string]: string } {
  const { look } = template;
  if (typeof look !== 'object' || look === null || Array.isArray(look)) return {};
  return Object.fromEntries(
    Object.entries(look).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function error(
  code: string,
  path: BackendFinding['path'],
  message: string,
  text: string,
  words: readonly string[],
): BackendFinding {
  const near = nearestWord(text, words);
  const list = `It draws ${words.join(', ')}.`;
  return {
    severity: 'error',
    code,
    path,
    message,
    hint: near === null ? list : `Did you mean "${near}"? ${list}`,
  };
}
