package prompt

import (
	"strings"

	"skylab/engine/console"
)

// joined is pasted text as one line that does the same: what a backslash or an
// open quote joins stands together, commands are parted by semicolons, and
// comments are left out. Text without a line end stays as it is.
func joined(text string) string {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	if len(lines) == 1 {
		return text
	}
	var commands []string
	open := ""
	for _, line := range lines {
		if t := strings.TrimSpace(line); open == "" && (t == "" || t[0] == '#') {
			continue
		}
		if open += line; !console.Open(open) {
			commands, open = append(commands, open), ""
			continue
		}
		if head, is := strings.CutSuffix(open, `\`); is {
			open = strings.TrimRight(head, " \t") + " "
		} else {
			open += "\n" // within quotes
		}
	}
	if open != "" {
		commands = append(commands, open)
	}
	return strings.Join(commands, "; ")
}
