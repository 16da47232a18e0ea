package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/console"
)

// story uses randomness (request ids, latencies), learners' code, retries and
// the log, and prints the journal.
const story = `aws iam create-role --role-name runner --assume-role-policy-document file://DIR/trust.json
aws iam attach-role-policy --role-name runner --policy-arn arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
aws lambda create-function --function-name dice --runtime nodejs24.x --handler index.handler --role arn:aws:iam::123456789012:role/runner --zip-file fileb://DIR/dice
wait 10s
aws lambda invoke --function-name dice DIR/out.json && cat DIR/out.json
aws lambda invoke --function-name dice --invocation-type Event DIR/out.json
wait 20m
aws lambda invoke --function-name dice DIR/out.json && cat DIR/out.json
aws logs filter-log-events --log-group-name /aws/lambda/dice
aws s3 ls s3://nope
journal -a
bill
`

func storyFiles(t testing.TB) (script string) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"trust.json": `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`,
		"dice/index.mjs": `let thrown = 0;
export const handler = async () => {
  console.log(crypto.randomUUID(), Date.now(), Math.random());
  if (thrown++ % 2) throw new Error("rolled off the table");
  return { rolled: 1 + Math.floor(Math.random() * 6), thrown };
};
`,
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return strings.ReplaceAll(story, "DIR", filepath.ToSlash(dir))
}

// inProcess runs the program in this process.
func inProcess(stdin string, args ...string) (stdout, stderr string, status int) {
	var out, errs bytes.Buffer
	h := host{stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs, getenv: func(string) string { return "" }}
	status = run(args, h)
	return out.String(), errs.String(), status
}

func TestSameSeedSameBytes(t *testing.T) {
	runs := 100
	if testing.Short() {
		runs = 10
	}
	script := storyFiles(t)
	want, wantErrs, _ := inProcess(script, "console", "--seed", "7")
	if !strings.Contains(want, `"rolled"`) || !strings.Contains(want, "rolled off the table") {
		t.Fatalf("the function did not run:\n%s\n%s", want, wantErrs)
	}
	for n := 1; n < runs; n++ {
		got, gotErrs, _ := inProcess(script, "console", "--seed", "7")
		if got != want || gotErrs != wantErrs {
			t.Fatalf("run %d printed otherwise:\n%s\n%s\nwant:\n%s\n%s", n, got, gotErrs, want, wantErrs)
		}
	}
	if other, _, _ := inProcess(script, "console", "--seed", "8"); other == want {
		t.Error("another seed printed the same")
	}
}

// TestCarryOutIsExec holds that a script run here and one replayed by a lesson
// go through the same states, and print the same.
func TestCarryOutIsExec(t *testing.T) {
	script := storyFiles(t)
	never := func() bool { return false }
	here := console.New(engine.New(engine.Config{Seed: 7, Runner: watchdog}), disk{})
	there := console.New(engine.New(engine.Config{Seed: 7}), disk{})
	for line := range strings.Lines(script) {
		a, b := carryOut(here, line, never), there.Exec(line, 24*time.Hour)
		if !bytes.Equal(a.Stdout, b.Stdout) || !bytes.Equal(a.Stderr, b.Stderr) || a.Status != b.Status {
			t.Fatalf("%s\nprinted %d\n%s%s\nwant %d\n%s%s", line, a.Status, a.Stdout, a.Stderr, b.Status, b.Stdout, b.Stderr)
		}
		if x, y := here.World().Hash(), there.World().Hash(); x != y {
			t.Fatalf("%s\nstate hash %x, want %x", line, x, y)
		}
	}
}

func TestWaitsEnd(t *testing.T) {
	s := console.New(engine.New(engine.Config{Seed: 1, Runner: watchdog}), disk{})
	never := func() bool { return false }
	for line := range strings.Lines(storyFiles(t)) {
		carryOut(s, line, never)
	}
	if r := carryOut(s, "wait 40d", never); r.Status != 0 {
		t.Errorf("wait 40d: status %d, %s", r.Status, r.Stderr)
	}
	r := carryOut(s, "aws logs tail /aws/lambda/dice --follow", never)
	if r.Status != statusInterrupted || !strings.Contains(string(r.Stderr), "still running after 24h") {
		t.Errorf("logs tail --follow: status %d, %s", r.Status, r.Stderr)
	}
	if r := carryOut(s, "wait 40d", func() bool { return true }); r.Status != statusInterrupted {
		t.Errorf("a wait that was interrupted has status %d, want %d", r.Status, statusInterrupted)
	}
}
