/** What is known of one output stream. The environment is read elsewhere and handed in as data. */
export interface TerminalFacts {
  readonly isTty: boolean;
  /** Size in cells; 80 x 24 where the stream does not say. */
  readonly columns: number;
  readonly rows: number;
  readonly env: TerminalEnv;
  /** The flag `--no-color` was given. */
  readonly isColourRefused: boolean;
}

/** The variables that say what a terminal can do. */
export const terminalVariables = [
  'TERM',
  'COLORTERM',
  'NO_COLOR',
  'TMUX',
  'TERM_PROGRAM',
  'KITTY_WINDOW_ID',
  'LC_TERMINAL',
  // Ours: what the person wants instead of what is found out.
  'ART_GRAPHICS',
] as const;
export type TerminalEnv = { readonly [K in (typeof terminalVariables)[number]]?: string | undefined };

/** Bits of colour: none, the 16 named colours, the 256-colour palette, or truecolour. */
export type ColourDepth = 0 | 4 | 8 | 24;

/** The facts of a Node stream: `process.stdout` or `process.stderr`. Some terminals say 0 for their size. */
export const factsOf = (
  stream: { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number },
  env: TerminalEnv,
  isColourRefused: boolean,
): TerminalFacts => ({
  isTty: stream.isTTY === true,
  columns: stream.columns || 80,
  rows: stream.rows || 24,
  env,
  isColourRefused,
});

/** A terminal that cannot move its cursor. An unset TERM says as little as `dumb` does. */
export const isDumb = (facts: TerminalFacts): boolean => ['', 'dumb', undefined].includes(facts.env.TERM);

const truecolourTerms = /-direct$|truecolor|^(xterm-kitty|xterm-ghostty|wezterm|alacritty|foot)/;
const truecolourPrograms = ['iTerm.app', 'WezTerm', 'ghostty', 'vscode'];

/**
 * How much colour a stream gets. Ask for stdout and stderr separately: one may be a pipe.
 * NO_COLOR counts when set to anything but the empty text (no-color.org).
 */
export function colourDepth(facts: TerminalFacts): ColourDepth {
  const { TERM = '', COLORTERM = '', NO_COLOR = '', TERM_PROGRAM = '', TMUX = '' } = facts.env;
  if (!facts.isTty || facts.isColourRefused || NO_COLOR !== '' || isDumb(facts)) return 0;
  if (/^(truecolor|24bit)$/i.test(COLORTERM) || truecolourTerms.test(TERM)) return 24;
  // Inside tmux the program's name is inherited from the terminal that tmux was started in.
  if (TMUX === '' && truecolourPrograms.includes(TERM_PROGRAM)) return 24;
  return /256/.test(TERM) ? 8 : 4;
}

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

export type Paint = (text: string) => string;

/**
 * The palette of the whole CLI. Only colours that a terminal's own theme sets, so that they can be read on
 * dark and light grounds; what a colour says is always said by a word or a sign too.
 */
export type Style = { readonly [K in keyof typeof codes]: Paint };

/** The palette for a stream; every paint returns its text unchanged where colour is off. */
export function styleFor(facts: TerminalFacts): Style {
  const isOn = colourDepth(facts) > 0;
  const paint =
    ([on, off]: readonly [number, number]): Paint =>
    (text) =>
      isOn && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return {
    bold: paint(codes.bold),
    dim: paint(codes.dim),
    red: paint(codes.red),
    green: paint(codes.green),
    yellow: paint(codes.yellow),
    cyan: paint(codes.cyan),
  };
}

const sgr = /\p{Cc}\[[0-9;]*m/gu;

/** Painted text without its colours, for measuring. */
export const unpainted = (text: string): string => text.replace(sgr, '');
