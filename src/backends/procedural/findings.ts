import type { BackendFinding, BackendRecipeView } from '../../ports/backend.ts';
import { isKind, kinds, leversOf } from './levers.ts';
import { nearestWord } from './near.ts';

/** What of a recipe this backend cannot draw, so that it is known before anything is queued. */
export function findingsIn(recipe: BackendRecipeView): readonly BackendFinding[] {
  if (!isKind(recipe.kind)) {
    return [
      error(
        'kind-not-drawn',
        ['kind'],
        `procedural does not draw the kind "${recipe.kind}"`,
        recipe.kind,
        kinds,
      ),
    ];
  }
  const known = leversOf(recipe.kind);
  const findings: BackendFinding[] = [];
  for (const [lever, values] of Object.entries(recipe.levers)) {
    const path = ['lever_schema', 'properties', lever];
    const drawn = Object.hasOwn(known, lever) ? known[lever] : undefined;
    if (drawn === undefined) {
      const message = `procedural does not draw a lever "${lever}" for ${recipe.kind}`;
      findings.push(error('lever-not-drawn', path, message, lever, Object.keys(known)));
      continue;
    }
    values.forEach((value, i) => {
      if (drawn.includes(value)) return;
      const message = `procedural does not draw ${lever} "${value}"`;
      findings.push(error('value-not-drawn', [...path, 'enum', i], message, value, drawn));
    });
  }
  return [...findings, ...templateFindings(recipe)];
}

function templateFindings({ kind, levers, template }: BackendRecipeView): BackendFinding[] {
  const path = ['prompt_templates_by_backend', 'procedural'];
  const findings: BackendFinding[] = [];
  const unused = (field: string, where: readonly string[]): void =>
    void findings.push({
      severity: 'warning',
      code: 'template-field-unused',
      path: [...path, ...where],
      message: `"${field}" is a lever of this recipe, so this value is never used`,
      hint: 'Take it out of the template, or take the lever out.',
    });
  const figure = template['figure'];
  if (typeof figure === 'object' && figure !== null) {
    for (const field of Object.keys(figure)) {
      if (Object.hasOwn(levers, field)) unused(field, ['figure', field]);
    }
  }
  if (template['material'] !== undefined) {
    if (Object.hasOwn(levers, 'material')) unused('material', ['material']);
    if (kind !== 'object.prop') {
      findings.push({
        severity: 'error',
        code: 'material-not-drawn',
        path: [...path, 'material'],
        message: `"material" is for statues, and this recipe's kind is ${kind}`,
        hint: 'Take it out, or make the kind "object.prop".',
      });
    }
  }
  return findings;
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
