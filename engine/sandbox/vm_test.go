package sandbox

import (
	"strings"
	"testing"
)

const epoch = 1_790_000_000_000_000_000 // 2026-09-21T14:13:20Z

var invocation = Context{RequestID: "r-1", Deadline: 1790000003000, About: About{FunctionName: "f", FunctionVersion: "$LATEST",
	InvokedFunctionARN: "arn:aws:lambda:eu-west-1:123456789012:function:f", MemoryLimitInMB: "128", LogGroupName: "/aws/lambda/f", LogStreamName: "s"}}

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
	return v.Invoke(epoch, []byte(event), invocation)
}

func output(turn Turn) string {
	var lines []string
	for _, l := range turn.Output {
		lines = append(lines, l.Level+" "+l.Text)
	}
	return strings.Join(lines, "\n")
}

// TestContextIsToldAnew: what a context says of the function is told when it has
// changed, as where an alias is invoked after the function itself.
func TestContextIsToldAnew(t *testing.T) {
	v, _ := load(t, "index.mjs", `export const handler = async (e, c) => [c.invokedFunctionArn, c.functionVersion, c.awsRequestId, Object.keys(c).length]`)
	alias := invocation
	alias.InvokedFunctionARN += ":live"
	alias.RequestID = "r-2"
	for _, c := range []struct {
		context Context
		want    string
	}{
		{invocation, `["arn:aws:lambda:eu-west-1:123456789012:function:f","$LATEST","r-1",14]`},
		{alias, `["arn:aws:lambda:eu-west-1:123456789012:function:f:live","$LATEST","r-2",14]`},
		{alias, `["arn:aws:lambda:eu-west-1:123456789012:function:f:live","$LATEST","r-2",14]`},
		{invocation, `["arn:aws:lambda:eu-west-1:123456789012:function:f","$LATEST","r-1",14]`},
	} {
		if turn := v.Invoke(epoch, []byte("{}"), c.context); string(turn.Result) != c.want {
			t.Errorf("got %s, want %s", turn.Result, c.want)
		}
	}
}

// TestContextOfNodejs: the members in the order of the runtime's own object.
func TestContextOfNodejs(t *testing.T) {
	turn := invoke(t, `export const handler = async (e, c) => Object.keys(c).join()`, "{}")
	want := `"callbackWaitsForEmptyEventLoop,succeed,fail,done,functionVersion,functionName,memoryLimitInMB,logGroupName,logStreamName,clientContext,identity,invokedFunctionArn,awsRequestId,getRemainingTimeInMillis"`
	if string(turn.Result) != want {
		t.Errorf("got %s, want %s", turn.Result, want)
	}
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
