/** For zsh 5 and newer, autoloaded as `_art` or sourced after compinit. compadd quotes what needs it; nothing does. */
export const zshScript = String.raw`#compdef art
# zsh completion for art. Suggestions come from "art complete"; nothing is evaluated here.
_art() {
  emulate -L zsh
  local line value
  local -a values shown
  while IFS= read -r line; do
    value=${'$'}{line%%$'\t'*}
    case $value in
      :files) _files; return ;;
      :folders) _files -/; return ;;
      *)
        values+=("$value")
        if [[ $line == *$'\t'* ]]; then shown+=("$value  -- ${'$'}{line#*$'\t'}"); else shown+=("$value"); fi
        ;;
    esac
  done < <(command art complete -- "${'$'}{(@Q)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null </dev/null)
  (( ${'$'}{#values} )) || return 1
  compadd -V art -M 'l:|=* r:|=*' -l -d shown -a values
}
if [[ $funcstack[1] == _art ]]; then _art "$@"; elif (( $+functions[compdef] )); then compdef _art art; fi
`;
