/** For fish 3 and newer, which quotes what it inserts by itself. */
export const fishScript = String.raw`# fish completion for art. Suggestions come from "art complete"; nothing is evaluated here.
function __art_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct)
    for line in (command art complete -- $words "$current" 2>/dev/null </dev/null)
        switch $line
            case ':files'
                __fish_complete_path "$current"
            case ':folders'
                __fish_complete_directories "$current" ''
            case '*'
                printf '%s\n' $line
        end
    end
end
complete -c art -f -k -a '(__art_complete)'
`;
