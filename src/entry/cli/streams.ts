import type { CommandContext } from './context.ts';
import type { TerminalStreams } from './terminal/terminal.ts';

/** The person's terminal: keys from stdin, pictures and questions on the given stream. */
export const terminalStreams = (context: CommandContext, stream: 'stdout' | 'stderr'): TerminalStreams => ({
  input: process.stdin,
  output: process[stream],
  facts: () => context.output.facts(stream),
});
