import { unreadableText } from '../domain/newer-file.ts';
import { hasItsFingerprint } from '../domain/run/fingerprint.ts';
import { parseStageManifest } from '../domain/run/parse-stage-manifest.ts';
import type { RunRecord } from '../domain/run/run-record.ts';
import { selfDigestHolds } from '../domain/run/self-digest.ts';
import { misplacedFields, stageInstances, type StageInstance } from '../domain/run/stage-instances.ts';
import { surveyedText } from './surveyed-text.ts';
import { note, type RunCheck, type RunFact } from './verify-notes.ts';

/**
 * The stages of a run: each manifest against its place, its ingredients and its own digest, each output against its
 * manifest. Outputs are not for git: where none of the run is here, they are absent.
 */
export function checkStages(check: RunCheck, record: RunRecord, fact: RunFact): void {
  const { folder, found, notes } = check;
  const instances = stageInstances(record);

  const contents = new Map<string, string[]>();
  for (const path of found.keys()) {
    const [, name, inside] = /^stages\/([^/]+)\/(.+)$/.exec(path) ?? [];
    if (name === undefined || inside === undefined || !instances.has(name)) {
      if (path.startsWith('stages/'))
        note(notes, 'UNEXPECTED', `${folder}/${path}`, 'the run has no such stage');
      continue;
    }
    contents.set(name, [...(contents.get(name) ?? []), inside]);
  }
  const hasOutputs = [...contents.values()].some((paths) => paths.some((path) => path.startsWith('out/')));
  for (const [name, paths] of contents) {
    const instance = instances.get(name);
    if (instance !== undefined) checkStage(check, fact, name, paths, instance, hasOutputs);
  }
}

function checkStage(
  check: RunCheck,
  fact: RunFact,
  name: string,
  paths: readonly string[],
  instance: StageInstance,
  hasOutputs: boolean,
): void {
  const { world, folder, found, notes, facts } = check;
  const place = `${folder}/stages/${name}`;
  const path = `${place}/manifest.json`;
  if (!paths.includes('manifest.json')) {
    note(notes, 'MISSING', path, 'outputs of the stage are there');
    return;
  }
  const text = surveyedText(found.get(`stages/${name}/manifest.json`));
  const manifest = text === null ? null : parseStageManifest(text);
  if (text === null || manifest === null) {
    note(notes, 'MODIFIED', path, unreadableText(text ?? '', 'it is not a stage manifest'));
    return;
  }
  if (selfDigestHolds(text, world.sha256) === false) note(notes, 'MODIFIED', path, 'its own digest');
  const misplaced = misplacedFields(check.run, manifest, instance);
  if (misplaced.length > 0) note(notes, 'KEY-MISMATCH', path, misplaced.join(', '));
  if (!hasItsFingerprint(manifest, world.sha256))
    note(notes, 'KEY-MISMATCH', path, 'its ingredients do not give its fingerprint');

  fact.fingerprints.add(manifest.fingerprint);
  if (manifest.model !== null) fact.models.add(manifest.model);
  const named = new Set(['manifest.json']);
  for (const output of manifest.outputs) {
    facts.outputs.add(output.bytes);
    const { pixels, width, height } = output;
    if (pixels !== null && width !== null && height !== null)
      facts.pictures.set(output.bytes, { pixels, width, height });
    const inside = `out/${output.name}`;
    named.add(inside);
    const file = found.get(`stages/${name}/${inside}`);
    if (file === undefined) {
      if (hasOutputs) note(notes, 'MISSING', `${place}/${inside}`, 'the manifest of its stage names it');
      else notes.absent += 1;
    } else if (
      file === null ||
      file.size !== output.size ||
      (file.bytes !== null && file.bytes !== output.bytes)
    )
      note(notes, 'MODIFIED', `${place}/${inside}`, 'against the manifest of its stage');
  }
  for (const inside of paths)
    if (!named.has(inside)) note(notes, 'UNEXPECTED', `${place}/${inside}`, 'no manifest names it');
}
