package console

import (
	"slices"
	"strings"

	"skylab/engine/aws"
)

// globals are the options of every `aws` command.
type globals struct {
	output     string // json, text, table, yaml, yaml-stream, off
	query      *query
	rawBlobs   bool // --cli-binary-format raw-in-base64-out
	noPaginate bool
	version    bool
}

// outputs are the choices of --output.
const outputs = "json text table yaml yaml-stream off"

// parseGlobals takes the global options out of a line, wherever they stand.
func parseGlobals(args []string) (*globals, []string, error) {
	g := &globals{output: "json"}
	var rest []string
	for i := 0; i < len(args); i++ {
		name, value, inline := strings.Cut(args[i], "=")
		takes, known := globalFlags(name)
		if !known {
			rest = append(rest, args[i])
			continue
		}
		if !takes && inline {
			return nil, nil, unparsed("argument %s: ignored explicit argument '%s'", name, value)
		}
		if takes && !inline {
			if i+1 >= len(args) || isOption(args[i+1]) {
				return nil, nil, unparsed("argument %s: expected one argument", name)
			}
			i++
			value = args[i]
		}
		if err := g.set(name, value); err != nil {
			return nil, nil, err
		}
	}
	return g, rest, nil
}

// globalFlags tells whether a name is a global option, and whether it takes a
// value.
func globalFlags(name string) (takes, known bool) {
	switch name {
	case "--output", "--query", "--region", "--profile", "--cli-binary-format", "--color", "--endpoint-url",
		"--ca-bundle", "--cli-read-timeout", "--cli-connect-timeout", "--cli-error-format":
		return true, true
	case "--no-paginate", "--no-cli-pager", "--version", "--debug", "--no-verify-ssl", "--no-sign-request",
		"--no-cli-auto-prompt", "--cli-auto-prompt", "--v2-debug":
		return false, true
	}
	return false, false
}

func (g *globals) set(name, value string) error {
	choice := func(choices string) error {
		if !slices.Contains(strings.Fields(choices), value) {
			return invalidChoice(name, value, strings.Fields(choices))
		}
		return nil
	}
	switch name {
	case "--output":
		g.output = value
		return choice(outputs)
	case "--query":
		q, err := compileQuery(value)
		g.query = q
		return err
	case "--region":
		if value != aws.Region {
			return unsimulated("the Region %s: this account's resources are in %s.", value, aws.Region)
		}
	case "--profile":
		if value != "default" {
			return general("The config profile (%s) could not be found", value)
		}
	case "--cli-binary-format":
		g.rawBlobs = value == "raw-in-base64-out"
		return choice("base64 raw-in-base64-out")
	case "--color":
		return choice("on off auto")
	case "--no-paginate":
		g.noPaginate = true
	case "--version":
		g.version = true
	case "--no-cli-pager", "--no-cli-auto-prompt":
	default:
		return unsimulated("%s.", name)
	}
	return nil
}
