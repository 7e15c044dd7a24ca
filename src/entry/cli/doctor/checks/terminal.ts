import { colourDepth, isDumb, type TerminalFacts } from '../../terminal/style.ts';
import { fine, warning, type Check, type Finding } from '../finding.ts';

const leastColumns = 80;
const leastRows = 24;

/** Only what the environment says: asking the terminal itself would write to it. */
export const terminalCheck: Check = {
  name: 'terminal',
  about: 'colours, pictures and text in this terminal',
  needs: 'machine',
  look({ facts, surroundings }) {
    const out = facts('stdout');
    const locale = surroundings.locale === '' ? 'none is set' : surroundings.locale;
    const text: Finding = surroundings.isUtf8
      ? fine('terminal-utf8', `Text is UTF-8 (${locale}).`)
      : warning(
          'terminal-not-utf8',
          `The locale is not UTF-8 (${locale}): names with other letters may look broken.`,
          'export LANG=C.UTF-8',
        );
    if (!out.isTty)
      return [fine('terminal-none', 'Output goes to no terminal: no colours, no pictures.'), text];
    if (isDumb(out)) {
      const what =
        'TERM says that this terminal can do nothing but text: no colours, and review shows paths only.';
      return [warning('terminal-dumb', what, 'export TERM=xterm-256color, if the terminal is one'), text];
    }
    const size = `${out.columns}x${out.rows}`;
    const isSmall = out.columns < leastColumns || out.rows < leastRows;
    const room = isSmall
      ? [
          warning(
            'terminal-small',
            `The terminal is ${size}, and screens are made for 80x24.`,
            'Make it larger.',
          ),
        ]
      : [];
    return [fine('terminal-shows', `${size}, ${colours(out)}, pictures: ${pictures(out)}.`), ...room, text];
  },
};

function colours(facts: TerminalFacts): string {
  const depth = colourDepth(facts);
  return depth === 0 ? 'colours are off' : depth === 24 ? 'all colours' : `${depth === 8 ? 256 : 16} colours`;
}

function pictures(facts: TerminalFacts): string {
  const { ART_GRAPHICS: wanted = 'auto', TMUX = '' } = facts.env;
  if (wanted !== 'auto') return `${wanted}, as you set`;
  const depth = colourDepth(facts);
  const least = depth >= 8 ? 'half blocks' : 'none, the colours are too few';
  return TMUX === ''
    ? `asked of the terminal when they are shown, at least ${least}`
    : `${least} inside tmux`;
}
