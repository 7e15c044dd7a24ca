import type { SurveyedFile } from '../ports/survey.ts';

/** Text of a surveyed record; `null` for what is none. */
export function surveyedText(file: SurveyedFile | null | undefined): string | null {
  if (file?.content == null) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file.content);
  } catch {
    return null;
  }
}
