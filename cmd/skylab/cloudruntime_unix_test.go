//go:build unix

package main

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"skylab/cmd/skylab/endpoint"
)

// What is printed is evaluated by a shell, and says there what the function's
// variables say, whatever is in them.
func TestAShellReadsARuntimesVariables(t *testing.T) {
	value := "it's $HOME `id` \"quoted\"\nand a line\\"
	text, kept := runtimeExports(endpoint.Runtime{Address: "127.0.0.1:9", Variables: map[string]string{
		"GREETING": value, "PATH": "/nowhere", "PROMPT_COMMAND": "id", "LD_PRELOAD": "x", "A;id;B": "1", "_HANDLER": "app.handler"}})
	shell := exec.Command("sh", "-c", text+`printf %s "$GREETING|$_HANDLER|$AWS_LAMBDA_RUNTIME_API|$LAMBDA_TASK_ROOT"`)
	shell.Dir = "/"
	var errors bytes.Buffer
	shell.Stderr = &errors
	out, err := shell.Output()
	if want := value + "|app.handler|127.0.0.1:9|/"; err != nil || string(out) != want || errors.Len() > 0 {
		t.Errorf("%q, want %q; %v %s", out, want, err, errors.String())
	}
	if got := strings.Join(kept, " "); got != `"A;id;B" "LD_PRELOAD" "PATH" "PROMPT_COMMAND"` {
		t.Errorf("kept are %s", got)
	}
}
