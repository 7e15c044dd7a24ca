import { readAges } from '../../../../app/read-ages.ts';
import { readDecisions } from '../../../../app/read-decisions.ts';
import { readPromotions } from '../../../../app/read-promotions.ts';
import { hidesDecision } from '../../../../domain/gate/faults.ts';
import { count } from '../../../../domain/source/counted.ts';
import { shellWord } from '../../../../domain/source/shell-word.ts';
import { fault, findingOf, fine, some, warning, type Check, type Finding } from '../finding.ts';

export const recordsCheck: Check = {
  name: 'records',
  about: 'reviewers, decisions, promotions and age manifests: whether each can be read and counts',
  needs: 'project',
  async look({ project }) {
    const found: Finding[] = [];
    const book = await readDecisions(project.decisions);
    if (!book.ok) found.push(findingOf(book.failure));
    const faults = book.ok ? book.value.faults : [];
    const damaged = faults.filter(({ code }) => hidesDecision(code));
    const strange = faults.filter(({ code }) => !hidesDecision(code));
    const told = (one: (typeof faults)[number]): string => `${one.file} (${one.code})`;
    if (strange.length > 0) {
      const what = `Decisions that do not count here: ${some(strange.map(told))}.`;
      found.push(
        warning(
          'decision-uncounted',
          what,
          'Run `art verify`, and remove what does not belong to this project.',
        ),
      );
    }
    if (damaged.length > 0) {
      const what = `Damaged decisions stop promoting and shipping: ${some(damaged.map(told))}.`;
      found.push(
        fault(
          'decision-damaged',
          what,
          `git checkout -- ${shellWord(damaged[0]?.file ?? '')}, and so on for each`,
        ),
      );
    }
    const promotions = await readPromotions(project);
    if (!promotions.ok) found.push(findingOf(promotions.failure));
    const ages = await readAges(project.files);
    if (!ages.ok) found.push(findingOf(ages.failure));
    if (found.length > 0) return found;
    const counted = book.ok
      ? `${count(book.value.ring.size, 'reviewer')}, ${count(book.value.trusted.length, 'decision')}`
      : '';
    const files = `${count(promotions.ok ? promotions.value.length : 0, 'promotion')}, ${count(ages.ok ? ages.value.length : 0, 'age')}`;
    return [fine('records-sound', `${counted}, ${files}: all can be read.`)];
  },
};
