import type { RunCommand } from '../command-spec.ts';
import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { zshScript } from '../completion/zsh.ts';

type ShellName = 'bash' | 'zsh' | 'fish';

interface Shell {
  readonly script: string;
  /** Where it goes, as a command to type. */
  readonly install: string;
}

const shells: { readonly [K in ShellName]: Shell } = {
  bash: {
    script: bashScript,
    install: `mkdir -p ~/.local/share/bash-completion/completions && art completion bash > ~/.local/share/bash-completion/completions/art`,
  },
  zsh: {
    script: zshScript,
    install: `mkdir -p ~/.zfunc && art completion zsh > ~/.zfunc/_art, with fpath=(~/.zfunc $fpath) before compinit in ~/.zshrc`,
  },
  fish: {
    script: fishScript,
    install: `mkdir -p ~/.config/fish/completions && art completion fish > ~/.config/fish/completions/art.fish`,
  },
};

export const run: RunCommand = ({ output }, { operands }) => {
  // The command line takes no other word.
  const name = operands[0] as ShellName;
  const shell = shells[name];
  output.result(
    { shell: name, script: shell.script, install: shell.install },
    shell.script.trimEnd().split('\n'),
  );
  output.note(`to install: ${shell.install}`);
  return Promise.resolve(0);
};
