package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"skylab/cmd/skylab/endpoint"
)

type runtimeFlags struct {
	listen, token string
	detach        bool
}

// cloudRuntimeCommand hands a function over to programs that are started by
// hand.
func cloudRuntimeCommand(h host) *cobra.Command {
	f := runtimeFlags{}
	cmd := &cobra.Command{
		Use:   "runtime FUNCTION",
		Short: "Let a program of your own, in any language, serve a function",
		Long: `Let programs that you start by hand serve a function of the account that skylab
cloud serves: in any language that has a client of the Lambda Runtime API. It
prints shell commands with what such a program must know: where the API of the
function is, its handler, its settings and its own environment variables, and
what skylab cloud env prints.

  eval "$(skylab cloud runtime resize)" && ./bootstrap
  aws lambda invoke --function-name resize out.json    in another terminal

The program runs on the machine that serves. Each one serves one request at a time;
start more of them for more. What it prints stays in its terminal. Its durations
are wall time: while it works, the account is as fast as real time, whatever
--speed says. A request for which no program is there waits for one, and times out
as on AWS.

$LATEST alone runs outside. --detach has it run in the account again.`,
		Example: `  eval "$(skylab cloud runtime resize)" && python3 -m awslambdaric app.handler
  skylab cloud runtime resize --detach`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("%s takes the name of a function; see %s --help", cmd.CommandPath(), cmd.CommandPath())
			}
			return atMostOne(cmd, args)
		},
		RunE: func(_ *cobra.Command, args []string) error { return cloudRuntime(h, f, args[0]) },
	}
	cmd.Flags().StringVar(&f.listen, "listen", cloudAddress, "`HOST:PORT` at which skylab cloud serves")
	cmd.Flags().StringVar(&f.token, "token", "", "the `TOKEN` of a server with --allow-remote")
	cmd.Flags().BoolVar(&f.detach, "detach", false, "let the function run in the account again")
	return cmd
}

// cloudRuntime asks the server. Where it refuses, the shell that evaluates what
// is printed fails, too: a program that is to start behind && does not.
func cloudRuntime(h host, f runtimeFlags, function string) error {
	method := http.MethodPost
	if f.detach {
		method = http.MethodDelete
	}
	body, err := f.ask(method, function)
	if err != nil || f.detach {
		if err != nil && !f.detach {
			fmt.Fprintln(h.out, "false")
		}
		return err
	}
	var r endpoint.Runtime
	if err := json.Unmarshal(body, &r); err != nil {
		return fmt.Errorf("%s does not answer as skylab cloud does: %w", f.listen, err)
	}
	text, kept := runtimeExports(r)
	if len(kept) > 0 {
		fmt.Fprintf(h.stderr, "skylab: not exported, for a shell acts on it itself: %s\n", strings.Join(kept, ", "))
	}
	_, err = fmt.Fprint(h.out, exports(f.listen), text)
	return err
}

// ask sends the request, to this very address: no proxy is on the way.
func (f runtimeFlags) ask(method, function string) ([]byte, error) {
	r, err := http.NewRequest(method, "http://"+f.listen+endpoint.RuntimePath+"?"+url.Values{"FunctionName": {function}}.Encode(), nil)
	if err != nil {
		return nil, usagef("--listen %s: it must be HOST:PORT", f.listen)
	}
	if f.token != "" {
		r.Header.Set(endpoint.TokenHeader, f.token)
	}
	client := http.Client{Transport: &http.Transport{}, Timeout: 30 * time.Second}
	a, err := client.Do(r)
	if err != nil {
		return nil, fmt.Errorf("nobody serves at %s: is skylab cloud running there?", f.listen)
	}
	defer a.Body.Close()
	body, err := io.ReadAll(io.LimitReader(a.Body, 1<<20))
	if err == nil && a.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s", strings.TrimPrefix(strings.TrimSpace(string(body)), "skylab: "))
	}
	return body, err
}

// variableName is what a shell takes for one; shellsOwn are those on which a
// shell, or what it starts, acts by itself. A function that somebody else has
// made shall not reach into the shell of who runs it.
var (
	variableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
	shellsOwn    = regexp.MustCompile(`^(PATH|HOME|IFS|CDPATH|ENV|PROMPT.*|R?PS[0-9]?|SHELL.*|BASH.*|ZDOTDIR|FPATH|LD_.*|DYLD_.*)$`)
)

// runtimeExports are the variables of a function for a POSIX shell, and the
// names of those that are kept from it. Programs look for their code where they
// are started.
func runtimeExports(r endpoint.Runtime) (text string, kept []string) {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(r.Variables)) {
		if !variableName.MatchString(name) || shellsOwn.MatchString(name) {
			kept = append(kept, strconv.Quote(name))
			continue
		}
		fmt.Fprintf(&b, "export %s=%s\n", name, shellQuoted(r.Variables[name]))
	}
	fmt.Fprintf(&b, "export AWS_LAMBDA_RUNTIME_API=%s\nexport LAMBDA_TASK_ROOT=\"$PWD\"\n", shellQuoted(r.Address))
	return b.String(), kept
}

// shellQuoted is a text as a POSIX shell reads it back.
func shellQuoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
