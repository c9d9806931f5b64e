/** Each calls `poolwright __complete LINE`; `complete` describes its output. */
export const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `# Completion of poolwright for bash. Load it with: source <(poolwright completion bash)
_poolwright() {
  local line="\${COMP_LINE:0:COMP_POINT}" entry paths= path
  # bash replaces only what follows the last of these characters.
  local word="\${line##*[[:space:]]}"
  local end="\${word##*["$COMP_WORDBREAKS"]}"
  local start="\${word%"$end"}"
  COMPREPLY=()
  while IFS= read -r entry; do
    case "$entry" in
      :files | :folders) paths="\${entry#:}" ;;
      *)
        entry="\${entry%%$'\\t'*}"
        COMPREPLY+=("\${entry#"$start"}")
        ;;
    esac
  done < <("\${1/#\\~/$HOME}" __complete "$line" 2>/dev/null)
  if [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *[=/.] ]]; then compopt -o nospace 2>/dev/null; fi
  if [[ -n $paths ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r path; do COMPREPLY+=("$path"); done < <(
      if [[ $paths == folders ]]; then compgen -d -- "$end"; else compgen -f -- "$end"; fi
    )
  fi
}
complete -F _poolwright poolwright
`,
  zsh: `#compdef poolwright
# Completion of poolwright for zsh. Load it with: source <(poolwright completion zsh)
_poolwright() {
  local entry text paths
  local -a entries closed open
  entries=("\${(@f)$("\${(Q)words[1]/#\\~/$HOME}" __complete "\${(j: :)words[1,CURRENT-1]} $PREFIX" 2>/dev/null)}")
  for entry in $entries; do
    text="\${entry%%$'\\t'*}"
    case $entry in
      (:files|:folders) paths=$entry; continue ;;
      (*$'\\t'*) entry="\${text//:/\\\\:}:\${entry#*$'\\t'}" ;;
      (*) entry="\${text//:/\\\\:}" ;;
    esac
    if [[ $text == *[=/.] ]]; then open+=("$entry"); else closed+=("$entry"); fi
  done
  local found=1
  (( $#closed )) && _describe poolwright closed && found=0
  (( $#open )) && _describe poolwright open -S '' && found=0
  if [[ -n $paths ]]; then
    compset -P '*='
    if [[ $paths == :folders ]]; then _files -/; else _files; fi && found=0
  fi
  return found
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _poolwright "$@"; else compdef _poolwright poolwright; fi
`,
  fish: `# Completion of poolwright for fish. Load it with: poolwright completion fish | source
function __poolwright_complete
    set -l words (commandline -opc)
    set -l token (commandline -ct)
    set -l start (string match -r -- '^.*=' $token)
    set -l end (string replace -r -- '^.*=' '' $token)
    for entry in (command $words[1] __complete (commandline -cp) 2>/dev/null)
        switch $entry
            case :files
                for path in (__fish_complete_path $end)
                    echo -- "$start"$path
                end
            case :folders
                for path in (__fish_complete_directories $end '')
                    echo -- "$start"$path
                end
            case '*'
                echo -- $entry
        end
    end
end
complete -c poolwright -f -a '(__poolwright_complete)'
`,
};
