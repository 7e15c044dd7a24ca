import type { RunCommand } from '../command-spec.ts';

export const run: RunCommand = async (context, { options }) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { editorDraft, files } = opened.value.project;
  const { output } = context;
  if (options['dryRun'] === true) {
    const isThere = await files.exists(editorDraft.path);
    output.result({ cleared: false, previous: null }, [
      isThere ? `would clear ${editorDraft.path}. Nothing was changed.` : 'There is no draft.',
    ]);
    return 0;
  }
  const cleared = await editorDraft.clear();
  if (!cleared.ok) return output.failure(cleared.failure);
  const previous = cleared.value;
  output.result({ cleared: previous !== null, previous }, [
    previous === null ? 'There is no draft.' : `cleared ${editorDraft.path}`,
  ]);
  if (previous !== null) output.note(`to undo: cp ${previous} ${editorDraft.path} in the project’s folder`);
  output.note('next: art run recover <run>, or art generate <recipe>');
  return 0;
};
