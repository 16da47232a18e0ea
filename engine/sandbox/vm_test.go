package sandbox

import (
	"strings"
	"testing"
)

const epoch = 1_790_000_000_000_000_000 // 2026-09-21T14:13:20Z

const invocation = `{"awsRequestId":"r-1","functionName":"f","functionVersion":"$LATEST","invokedFunctionArn":"arn:aws:lambda:eu-west-1:123456789012:function:f","memoryLimitInMB":"128","logGroupName":"/aws/lambda/f","logStreamName":"s","deadlineMs":1790000003000}`

// load makes a VM with one file and lets it init.
func load(t testing.TB, name, source string, change ...func(*Config)) (*VM, Turn) {
	t.Helper()
	p, err := NewPackage(map[string][]byte{name: []byte(source)})
	if err != nil {
		t.Fatal(err)
	}
	c := Config{Handler: "index.handler", MemoryMB: 128, VCPU: 128.0 / 1769, Seed: 1, MaxPolls: 300}
	for _, f := range change {
		f(&c)
	}
	v, err := New(p, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(v.Close)
	return v, v.Init(epoch)
}

// invoke runs the handler of a program with one file.
func invoke(t testing.TB, source, event string, change ...func(*Config)) Turn {
	t.Helper()
	v, turn := load(t, "index.mjs", source, change...)
	if !turn.Settled || turn.Err != nil || turn.Exit != "" {
		t.Fatalf("init: %+v %+v", turn, turn.Err)
	}
	return v.Invoke(epoch, []byte(event), []byte(invocation))
}

func output(turn Turn) string {
	var lines []string
	for _, l := range turn.Output {
		lines = append(lines, l.Level+" "+l.Text)
	}
	return strings.Join(lines, "\n")
}

func TestHandler(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"async", `export const handler = async (e) => ({ hello: e.name })`, `{"hello":"Ada"}`},
		{"undefined", `export const handler = async () => {}`, `null`},
		{"callback", `export const handler = (e, c, cb) => { cb(null, e.name) }`, `"Ada"`},
		{"no answer", `export const handler = () => 5`, `null`},
		{"microtasks", `export const handler = async () => { let s = ""; queueMicrotask(() => s += "b"); process.nextTick(() => s += "a"); await null; await null; return s }`, `"ab"`},
		{"context", `export const handler = async (e, c) => [c.awsRequestId, c.memoryLimitInMB, c.getRemainingTimeInMillis()]`, `["r-1","128",3000]`},
		{"top-level await", `const x = await Promise.resolve(7); export const handler = async () => x`, `7`},
	} {
		t.Run(c.name, func(t *testing.T) {
			turn := invoke(t, c.source, `{"name":"Ada"}`)
			if !turn.Settled || string(turn.Result) != c.want || turn.Err != nil {
				t.Errorf("got %s, %+v, %+v; want %s", turn.Result, turn.Err, turn, c.want)
			}
		})
	}
}
