import type { Json } from '../canonical-json.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { JsonSource } from '../source/parse-json.ts';
import { type Fault, isList, isObject, keyFault, quoted, toDiagnostic, valueFault } from './fault.ts';

/**
 * Checks that a file is a ComfyUI graph in API format, `{<node>: {class_type, inputs}}`, and that every link,
 * `[<node>, <output number>]`, leads to a node. Whether the nodes exist is for the server to say.
 */
export function checkWorkflow(source: JsonSource): readonly Diagnostic[] {
  return graphFaults(source.value).map((fault) => toDiagnostic(fault, source));
}

function graphFaults(graph: Json): readonly Fault[] {
  const code = 'workflow-not-api-format';
  if (!isObject(graph)) return [valueFault(code, [], 'A workflow is an object of nodes.')];
  if (isList(graph['nodes']) && isList(graph['links'])) {
    const hint = 'export it again in ComfyUI with "Export (API)"';
    return [keyFault(code, ['nodes'], 'This workflow was saved for the editor, not for the API.', { hint })];
  }
  const ids = Object.keys(graph);
  if (ids.length === 0) return [valueFault(code, [], 'The workflow has no nodes.')];
  return ids.flatMap((id) => {
    const node = graph[id];
    if (!isObject(node) || typeof node['class_type'] !== 'string' || !isObject(node['inputs'])) {
      return [keyFault(code, [id], `Node ${quoted(id)} has no "class_type" and "inputs".`)];
    }
    return Object.entries(node['inputs']).flatMap(([name, value]) => {
      // Any list is read as a link by the server; lists as values are wrapped in {"__value__": [...]}.
      if (!isList(value)) return [];
      const [target, output] = value;
      const at = [id, 'inputs', name];
      if (value.length !== 2 || typeof target !== 'string' || typeof output !== 'number') {
        return [valueFault('workflow-link', at, 'A link is [node, number of its output].')];
      }
      if (Object.hasOwn(graph, target)) return [];
      return [valueFault('workflow-link', at, `There is no node ${quoted(target)} in this workflow.`)];
    });
  });
}
