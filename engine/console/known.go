package console

import (
	_ "embed"
	"strings"
)

//go:embed commands.txt
var commandsText string

// realServices are the names that the AWS CLI has for services.
func realServices() []string {
	var out []string
	for line := range strings.Lines(commandsText) {
		if name, _, _ := strings.Cut(strings.TrimSpace(line), ":"); name != "" && name[0] != '#' {
			out = append(out, name)
		}
	}
	return out
}

// realOperations are the operations that the AWS CLI has for a service of
// which skylab simulates some, sorted; nil for others.
func realOperations(service string) []string {
	for line := range strings.Lines(commandsText) {
		if rest, ok := strings.CutPrefix(line, service+": "); ok {
			return strings.Fields(rest)
		}
	}
	return nil
}
