/**
 * For bash 3.2 (macOS) and newer. What `art complete` says is put on the line as it stands: every suggestion is a word
 * that needs no quotes. Nothing typed and nothing said is ever evaluated: no `eval`, no `compgen -W`, which expands
 * its words.
 */
export const bashScript = String.raw`# bash completion for art. Suggestions come from "art complete"; nothing is evaluated here.
_art() {
  local line value current words index
  # bash breaks words at "=": --hair=re comes in three parts. They go to art as the one word that was typed.
  words=()
  for ((index = 1; index <= COMP_CWORD; index++)); do
    value=${'$'}{COMP_WORDS[index]}
    if [[ $value == = && ${'$'}{#words[@]} -gt 0 && ${'$'}{words[${'$'}{#words[@]} - 1]} == --* ]]; then
      words[${'$'}{#words[@]} - 1]+==
    elif [[ ${'$'}{#words[@]} -gt 0 && ${'$'}{words[${'$'}{#words[@]} - 1]} == --*= && ${'$'}{COMP_WORDS[index - 1]} == = ]]; then
      words[${'$'}{#words[@]} - 1]+=$value
    else
      words[${'$'}{#words[@]}]=$value
    fi
  done
  current=${'$'}{words[${'$'}{#words[@]} - 1]}
  COMPREPLY=()
  while IFS= read -r line; do
    value=${'$'}{line%%$'\t'*}
    case $value in
      :files) if type compopt >/dev/null 2>&1; then compopt -o default; fi ;;
      :folders) if type compopt >/dev/null 2>&1; then compopt -o dirnames; fi ;;
      *)
        if [[ $current == --*=* && $COMP_WORDBREAKS == *=* ]]; then value=${'$'}{value#"${'$'}{current%%=*}="}; fi
        COMPREPLY[${'$'}{#COMPREPLY[@]}]=$value
        ;;
    esac
  done < <(command art complete -- "${'$'}{words[@]}" 2>/dev/null </dev/null)
}
complete -o nosort -F _art art 2>/dev/null || complete -F _art art
`;
