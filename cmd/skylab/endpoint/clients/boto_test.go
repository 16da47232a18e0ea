package clients

import (
	"bufio"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"skylab/engine"
	"skylab/engine/aws"
	"skylab/engine/console"
	"skylab/engine/transcript"
)

//go:embed boto.py
var botoPy string

//go:embed calls.txt
var calls string

// python is one that has boto3.
func python(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("python3")
	if err != nil || exec.Command(path, "-c", "import boto3").Run() != nil {
		t.Skip("SKIPPED: there is no python3 with boto3 on this machine")
	}
	return path
}

// boto is a process that makes calls with boto3.
type boto struct {
	in  io.Writer
	out *bufio.Reader
}

// outcome is what came of a call: its output as JSON, a streamed body, the HTTP
// status, or the error's text.
type outcome struct {
	Out    any
	Stream []byte
	Error  string
	Status int
}

func newBoto(t *testing.T, url string) *boto {
	t.Helper()
	interpreter, script := python(t), filepath.Join(t.TempDir(), "boto.py")
	if err := os.WriteFile(script, []byte(botoPy), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(interpreter, script)
	cmd.Env, cmd.Stderr = environment(t, url), os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); _ = cmd.Wait() })
	return &boto{in, bufio.NewReader(out)}
}

func (b *boto) ask(t *testing.T, service, verb, name, params string) outcome {
	t.Helper()
	q, err := json.Marshal(map[string]any{"service": service, "verb": verb, "name": name, "params": json.RawMessage(params)})
	if err != nil {
		t.Fatalf("%s.%s %s: %v", service, name, params, err)
	}
	fmt.Fprintf(b.in, "%s\n", q)
	line, err := b.out.ReadBytes('\n')
	if err != nil {
		t.Fatalf("%s.%s %s: boto3 has ended: %v", service, name, params, err)
	}
	var a outcome
	if err := json.Unmarshal(line, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// verbs are what the words before an operation in calls.txt ask for.
var verbs = map[string]string{"paginate": "paginate", "waiter": "wait"}

var callLine = regexp.MustCompile(`(.*\}) *((?: \w+=[\w.]+)*)$`)

// trust lets Lambda assume a role.
const trust = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`

// boto3 and the console make the same calls in two worlds with one seed, and
// are told the same.
func TestBotoIsToldWhatTheConsoleIs(t *testing.T) {
	w := engine.New(engine.Config{Seed: 7})
	p := &patient{world: w}
	b := newBoto(t, serve(t, p))
	twin := engine.New(engine.Config{Seed: 7})
	files := placed(t, []txtar.File{{Name: "f/index.mjs", Data: []byte("export const handler = async (e) => ({ got: e });\n")}})
	session := console.New(twin, files)
	vars := map[string]string{
		"TRUST": inJSON(trust), "TIMED": inJSON(strings.Replace(trust, "lambda.", "scheduler.", 1)),
		"ZIP": base64.StdEncoding.EncodeToString(pack(t, files.path("f"))),
	}
	called := map[string]bool{}
	for line := range strings.Lines(calls) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if wait, is := strings.CutPrefix(line, "wait "); is {
			d, err := time.ParseDuration(wait)
			if err != nil {
				t.Fatal(err)
			}
			w.AdvanceTo(w.Now().Add(d))
			twin.AdvanceTo(twin.Now().Add(d))
			continue
		}
		verb := "call"
		if word, rest, _ := strings.Cut(line, " "); verbs[word] != "" {
			verb, line = verbs[word], rest
		}
		m := callLine.FindStringSubmatch(line)
		op, params, _ := strings.Cut(m[1], " ")
		service, name, _ := strings.Cut(op, ".")
		params = os.Expand(params, func(v string) string { return vars[v] })
		called[op] = true
		p.failed = 0
		got := b.ask(t, service, verb, name, params)
		want := printed(t, session, files, service, verb, name, params)
		if verb == "wait" { // the clients differ in what they say of a failure
			if (got.Error == "") != (want.Error == "") {
				t.Errorf("%s\nboto3: %q\nconsole: %q", line, got.Error, want.Error)
			}
			continue
		}
		if plainly(got.Error) != want.Error || string(got.Stream) != string(want.Stream) || !reflect.DeepEqual(summed(got.Out), summed(want.Out)) {
			t.Errorf("%s\nboto3   %s %s %s\nconsole %s %s %s", line, text(got.Out), got.Stream, got.Error, text(want.Out), want.Stream, want.Error)
		}
		if p.failed != 0 && p.failed != got.Status {
			t.Errorf("%s\nboto3 has status %d, the error %d", line, got.Status, p.failed)
		}
		for _, keep := range strings.Fields(m[2]) {
			name, path, _ := strings.Cut(keep, "=")
			vars[name] = member(want.Out, path)
			if vars[name] == "" {
				t.Errorf("%s\nthe answer has no %s", line, path)
			}
		}
	}
	for _, op := range w.Operations() {
		if !op.Hidden && !called[op.ID()] {
			t.Errorf("%s is not in calls.txt", op.ID())
		}
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}

// A file goes up in three parts and comes down again in pieces.
func TestBotoUploadsInParts(t *testing.T) {
	p := &patient{world: engine.New(engine.Config{Seed: 7})}
	b := newBoto(t, serve(t, p))
	b.ask(t, "s3", "call", "CreateBucket", `{"Bucket":"photos"}`)
	const size = 11 << 20
	got := b.ask(t, "s3", "upload", fmt.Sprint(size), `{"Bucket":"photos","Key":"film.mov"}`)
	if out, _ := got.Out.(map[string]any); got.Error != "" || out["Same"] != true || !strings.HasSuffix(fmt.Sprint(out["ETag"]), `-3"`) {
		t.Errorf("%+v", got)
	}
	if n := p.called["s3api.UploadPart"]; n != 3 {
		t.Errorf("%d parts went up", n)
	}
}

// printed is what the console prints for a call.
func printed(t *testing.T, s *console.Session, files disk, service, verb, name, params string) outcome {
	t.Helper()
	line := "aws " + service + " " + aws.Kebab(name)
	switch verb {
	case "call":
		line += " --no-paginate"
	case "wait":
		line = "aws " + service + " wait " + aws.Kebab(name)
	}
	line += " --cli-input-json " + quote(params)
	streamed := verb == "call" && (name == "Invoke" || name == "GetObject")
	if streamed {
		line += " streamed"
	}
	run := s.Exec(line, transcript.Limit)
	var a outcome
	a.Error = plainly(string(run.Stderr))
	if len(run.Stdout) > 0 {
		if err := json.Unmarshal(run.Stdout, &a.Out); err != nil {
			t.Errorf("$ %s\n%v\n%s", line, err, run.Stdout)
		}
	}
	if streamed && run.Status == 0 {
		var err error
		if a.Stream, err = files.ReadFile("streamed"); err != nil {
			t.Error(err)
		}
	}
	return a
}

// summed is an output without what clients compute in different ways: boto3
// sums what it sends by CRC32, the console by CRC64NVME.
func summed(v any) any {
	var out any
	if err := json.Unmarshal([]byte(strings.ReplaceAll(plainly(text(v)), `"CRC32"`, `"CRC64NVME"`)), &out); err != nil {
		return err
	}
	if o, is := out.(map[string]any); is && len(o) == 0 {
		return nil
	}
	return out
}

func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return strings.ReplaceAll(string(b), `":"`, `": "`)
}

func inJSON(s string) string { q, _ := json.Marshal(s); return strings.Trim(string(q), `"`) }

// member is a member of an output by its path.
func member(v any, path string) string {
	for _, name := range strings.Split(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[name]
		case []any:
			i := 0
			fmt.Sscan(name, &i)
			v = x[min(i, len(x)-1)]
		}
	}
	s, _ := v.(string)
	return s
}
