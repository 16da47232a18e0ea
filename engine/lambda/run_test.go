package lambda

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
)

// normal replaces what differs from run to run in a log line by its form.
func normal(line string) string {
	for _, r := range []struct{ re, by string }{
		{`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`, "UUID"},
		{`2026-11-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`, "TIME"},
		{`Duration: \d+\.\d\d ms`, "Duration: N ms"},
		{`Billed Duration: \d+ ms`, "Billed Duration: N ms"},
		{`Max Memory Used: \d+ MB`, "Max Memory Used: N MB"},
		{`runtime:[0-9a-f]{64}`, "runtime:SHA"},
	} {
		line = regexp.MustCompile(r.re).ReplaceAllString(line, r.by)
	}
	return line
}

func (w *world) normalLines(name string) []string {
	var out []string
	for _, l := range w.lines(name) {
		out = append(out, normal(l))
	}
	return out
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got:\n%q\nwant:\n%q", got, want)
	}
}

const initStart = "INIT_START Runtime Version: nodejs:24.v48\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:SHA"

func TestLogOfAColdAndAWarmStart(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", `
		let n = 0;
		console.log("loading");
		export const handler = async (event, context) => {
			console.log("call", ++n, event);
			console.error("two\nlines");
			return { n, name: context.functionName, memory: context.memoryLimitInMB, env: process.env.AWS_EXECUTION_ENV };
		};`)
	first := w.invokeNow(t, "fn", `{"a":1}`)
	second := w.invokeNow(t, "fn", `{}`)
	if want := `{"n":1,"name":"fn","memory":"128","env":"AWS_Lambda_nodejs24.x"}`; string(first.Payload) != want {
		t.Errorf("got %s", first.Payload)
	}
	if !strings.HasPrefix(string(second.Payload), `{"n":2,`) {
		t.Errorf("the warm start has lost its memory: %s", second.Payload)
	}
	want := []string{
		initStart,
		"TIME\t-\tINFO\tloading",
		"START RequestId: UUID Version: $LATEST",
		"TIME\tUUID\tINFO\tcall 1 { a: 1 }",
		"TIME\tUUID\tERROR\ttwo\rlines",
		"END RequestId: UUID",
		"REPORT RequestId: UUID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 128 MB\tMax Memory Used: N MB\tInit Duration: N ms\t",
		"START RequestId: UUID Version: $LATEST",
		"TIME\tUUID\tINFO\tcall 2 {}",
		"TIME\tUUID\tERROR\ttwo\rlines",
		"END RequestId: UUID",
		"REPORT RequestId: UUID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 128 MB\tMax Memory Used: N MB\t",
	}
	same(t, w.normalLines("fn"), want)
	tail, err := base64.StdEncoding.DecodeString(second.LogResult)
	if err != nil || normal(strings.TrimSuffix(string(tail), "\n")) != strings.Join(want[7:], "\n") {
		t.Errorf("tail %q, %v", tail, err)
	}
}

// TestHandlersEndAsAWSEndsThem runs a program for each way to end, and a good
// one in the same environment after it.
func TestHandlersEndAsAWSEndsThem(t *testing.T) {
	const report = "REPORT RequestId: UUID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 128 MB\tMax Memory Used: N MB\tInit Duration: N ms\t"
	cases := []struct {
		name, source, payload, lastLine string
		reset                           bool
	}{
		{"throws", `throw new TypeError("no luck");`, `{"errorType":"TypeError","errorMessage":"no luck","trace":["TypeError: no luck",`, report, false},
		{"throws a string", `throw "plain";`, `{"errorType":"string","errorMessage":"plain","trace":[]}`, report, false},
		{"never settles", `await new Promise(() => {});`, `{"errorType":"Runtime.NodeJsExit","errorMessage":"The Lambda runtime client detected`, report, false},
		{"sleeps too long", `await new Promise((r) => setTimeout(r, 60000));`,
			`{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: UUID Error: Task timed out after 3.00 seconds"}`, report + "Status: timeout", true},
		{"loops", `while (true) {}`,
			`{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: UUID Error: Task timed out after 3.00 seconds"}`, report + "Status: timeout", true},
		{"loops in awaits", `while (true) { await null; }`,
			`{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: UUID Error: Task timed out after 3.00 seconds"}`, report + "Status: timeout", true},
		{"takes all memory", `const a = []; while (true) a.push(new Uint8Array(1 << 20).fill(1));`,
			`{"errorType":"Runtime.ExitError","errorMessage":"RequestId: UUID Error: Runtime exited with error: signal: killed"}`,
			report + "Status: error\tError Type: Runtime.OutOfMemory", true},
		{"exits", `process.exit(0);`,
			`{"errorType":"Runtime.ExitError","errorMessage":"RequestId: UUID Error: Runtime exited without providing a reason"}`,
			report + "Status: error\tError Type: Runtime.ExitError", true},
		{"exits with 7", `process.exit(7);`,
			`{"errorType":"Runtime.ExitError","errorMessage":"RequestId: UUID Error: Runtime exited with error: exit status 7"}`,
			report + "Status: error\tError Type: Runtime.ExitError", true},
		{"throws in a timer", `setTimeout(() => { throw new Error("late"); }, 10); await new Promise((r) => setTimeout(r, 1000));`,
			`{"errorType":"Error","errorMessage":"late","trace":["Error: late"`, report + "Status: error\tError Type: Runtime.Unknown", true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, 1, AWSRules())
			w.create(t, "fn", `let n = 0; export const handler = async (e) => { n++; if (e.bad) { `+c.source+` } return n; };`)
			out := w.invokeNow(t, "fn", `{"bad":true}`)
			if out.StatusCode != 200 || out.FunctionError != "Unhandled" || !strings.HasPrefix(normal(string(out.Payload)), c.payload) {
				t.Errorf("answered %d %s %s", out.StatusCode, out.FunctionError, out.Payload)
			}
			lines := w.normalLines("fn")
			if last := lines[len(lines)-1]; last != c.lastLine {
				t.Errorf("last line %q, want %q", last, c.lastLine)
			}
			if err := w.Check(); err != nil {
				t.Error(err)
			}
			want := "2"
			if c.reset {
				want = "1"
			}
			if again := w.invokeNow(t, "fn", `{}`); string(again.Payload) != want {
				t.Errorf("the next run counts %s, want %s", again.Payload, want)
			}
			if n := len(events[EnvironmentStarted](w)); n != 1 {
				t.Errorf("%d environments", n)
			}
			if e := events[InvocationEnded](w); e[1].Init != 0 || c.reset && e[1].Duration < 100*time.Millisecond {
				t.Errorf("the next run: %+v", e[1])
			}
		})
	}
}

func TestTimeoutIsExact(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", `export const handler = async () => { while (true) {} };`, map[string]any{"Timeout": 1, "MemorySize": 1769})
	w.invokeNow(t, "fn", `{}`)
	w.invokeNow(t, "fn", `{}`)
	for _, e := range events[InvocationEnded](w) {
		if e.Duration != time.Second || e.Status != timeout {
			t.Errorf("ended after %v with %s", e.Duration, e.Status)
		}
	}
	if !containsLine(w.lines("fn"), "\tDuration: 1000.00 ms\t") {
		t.Errorf("log: %q", w.lines("fn"))
	}
}

func TestFailedInitRunsAgainInTheInvocation(t *testing.T) {
	cases := []struct{ name, source, handler, payload, kind string }{
		{"throws", `throw new Error("at init");`, "index.handler", `{"errorType":"Error","errorMessage":"at init","trace":["Error: at init"`, "Runtime.Unknown"},
		{"no module", `import x from "left-pad"; export const handler = x;`, "index.handler", `{"errorType":"Runtime.ImportModuleError"`, "Runtime.ImportModuleError"},
		{"no handler", `export const other = 1;`, "index.handler", `{"errorType":"Runtime.HandlerNotFound","errorMessage":"index.handler is undefined or not exported"`, "Runtime.HandlerNotFound"},
		{"syntax", `export const handler = async () => {`, "index.handler", `{"errorType":"Runtime.UserCodeSyntaxError"`, "Runtime.UserCodeSyntaxError"},
		{"exits", `process.exit(3);`, "index.handler",
			`{"errorType":"Runtime.ExitError","errorMessage":"RequestId: UUID Error: Runtime exited with error: exit status 3"}`, "Runtime.ExitError"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, 1, AWSRules())
			w.create(t, "fn", c.source, map[string]any{"Handler": c.handler})
			out := w.invokeNow(t, "fn", `{}`)
			if out.FunctionError != "Unhandled" || !strings.HasPrefix(normal(string(out.Payload)), c.payload) {
				t.Errorf("answered %s %s", out.FunctionError, out.Payload)
			}
			var platform []string
			for _, l := range w.normalLines("fn") {
				if !strings.HasPrefix(l, "TIME") {
					platform = append(platform, l)
				}
			}
			same(t, platform, []string{
				initStart,
				"INIT_REPORT Init Duration: N ms\tPhase: init\tStatus: error\tError Type: " + c.kind,
				"INIT_REPORT Init Duration: N ms\tPhase: invoke\tStatus: error\tError Type: " + c.kind,
				"START RequestId: UUID Version: $LATEST",
				"END RequestId: UUID",
				"REPORT RequestId: UUID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 128 MB\tMax Memory Used: N MB\tStatus: error\tError Type: " + c.kind,
			})
		})
	}
}

func TestInitOfMoreThanTenSeconds(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", `await new Promise((r) => setTimeout(r, 11000)); export const handler = async () => "ok";`, map[string]any{"Timeout": 20})
	out := w.invokeNow(t, "fn", `{}`)
	if string(out.Payload) != `"ok"` {
		t.Errorf("answered %s", out.Payload)
	}
	if !containsLine(w.lines("fn"), "INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout") {
		t.Errorf("log: %q", w.lines("fn"))
	}
	if e := events[InvocationEnded](w)[0]; e.Init != 0 || e.Duration < 11*time.Second {
		t.Errorf("ended: %+v", e)
	}
	w = newWorld(t, 1, AWSRules())
	w.create(t, "fn", `await new Promise((r) => setTimeout(r, 11000)); export const handler = async () => "ok";`)
	if out := w.invokeNow(t, "fn", `{}`); !strings.Contains(string(out.Payload), "Task timed out after 3.00 seconds") {
		t.Errorf("answered %s", out.Payload)
	}
}

func TestTmpSurvivesAReset(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", `
		import { existsSync, writeFileSync } from "node:fs";
		export const handler = async (e) => {
			const there = existsSync("/tmp/mark");
			writeFileSync("/tmp/mark", "x");
			if (e.exit) process.exit(1);
			return there;
		};`)
	w.invokeNow(t, "fn", `{"exit":true}`)
	if out := w.invokeNow(t, "fn", `{}`); string(out.Payload) != "true" {
		t.Errorf("after a reset the file is there: %s", out.Payload)
	}
	w.advance(20 * time.Minute)
	if out := w.invokeNow(t, "fn", `{}`); string(out.Payload) != "false" {
		t.Errorf("in a new environment the file is there: %s", out.Payload)
	}
}

func TestMoreMemoryIsMoreCPU(t *testing.T) {
	took := map[int]time.Duration{}
	for _, memory := range []int{128, 256, 1769, 3538} {
		w := newWorld(t, 1, AWSRules())
		w.create(t, "fn", `export const handler = async () => { let s = 0; for (let i = 0; i < 3e5; i++) s += i; return s; };`,
			map[string]any{"MemorySize": memory, "Timeout": 60})
		w.invokeNow(t, "fn", `{}`)
		w.invokeNow(t, "fn", `{}`)
		took[memory] = events[InvocationEnded](w)[1].Duration
	}
	if r := float64(took[128]) / float64(took[256]); r < 1.8 || r > 2.1 {
		t.Errorf("twice the memory is %.2f times as fast: %v", r, took)
	}
	if r := float64(took[1769]) / float64(took[3538]); r < 0.95 || r > 1.05 {
		t.Errorf("beyond one vCPU: %v", took)
	}
}

func TestTimersAndFrozenTime(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", `
		let late = "not yet";
		export const handler = async (e, context) => {
			const t0 = Date.now();
			if (e.start) setTimeout(() => { late = "fired"; }, 500);
			await new Promise((r) => setTimeout(r, 250));
			return { slept: Math.round((Date.now() - t0) / 10), late, left: Math.round(context.getRemainingTimeInMillis() / 100) };
		};`)
	if out := w.invokeNow(t, "fn", `{"start":true}`); string(out.Payload) != `{"slept":25,"late":"not yet","left":27}` {
		t.Errorf("got %s", out.Payload)
	}
	w.advance(time.Minute)
	if out := w.invokeNow(t, "fn", `{}`); string(out.Payload) != `{"slept":25,"late":"fired","left":27}` {
		t.Errorf("the timer of the frozen environment: %s", out.Payload)
	}
	if d := events[InvocationEnded](w)[1].Duration; d < 250*time.Millisecond || d > 256*time.Millisecond {
		t.Errorf("a sleep of 250 ms took %v", d)
	}
}

func TestProgramsCallTheWorld(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.must(t, "s3api.CreateBucket", map[string]any{"Bucket": "data"})
	w.must(t, "s3api.PutObject", map[string]any{"Bucket": "data", "Key": "in.txt", "Body": []byte("hello")})
	w.create(t, "fn", `
		import { S3Client, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
		const s3 = new S3Client({});
		export const handler = async () => {
			try {
				const got = await s3.send(new GetObjectCommand({ Bucket: "data", Key: "in.txt" }));
				const text = await got.Body.transformToString();
				await s3.send(new PutObjectCommand({ Bucket: "data", Key: "out.txt", Body: text.toUpperCase() }));
				return text;
			} catch (e) {
				return { name: e.name, message: e.message, status: e.$metadata.httpStatusCode };
			}
		};`)
	out := w.invokeNow(t, "fn", `{}`)
	const denied = `{"name":"AccessDenied","message":"User: arn:aws:sts::123456789012:assumed-role/runner/fn is not authorized to perform: s3:GetObject`
	if !strings.HasPrefix(string(out.Payload), denied) || !strings.HasSuffix(string(out.Payload), `"status":403}`) {
		t.Errorf("without permission: %s", out.Payload)
	}
	w.must(t, "iam.AttachRolePolicy", map[string]any{"RoleName": "runner", "PolicyArn": "arn:aws:iam::aws:policy/AmazonS3FullAccess"})
	if out := w.invokeNow(t, "fn", `{}`); string(out.Payload) != `"hello"` {
		t.Errorf("with permission: %s", out.Payload)
	}
	if o, ok := w.s3.Object("data", "out.txt"); !ok || string(o.Body) != "HELLO" {
		t.Errorf("written: %s", o.Body)
	}
	calls := events[CallAnswered](w)
	if len(calls) != 3 {
		t.Fatalf("calls: %+v", calls)
	}
	if calls[1].Operation != "s3api.GetObject" || calls[1].Latency <= 0 {
		t.Errorf("calls: %+v", calls)
	}
	if d := events[InvocationEnded](w)[1].Duration; d < calls[1].Latency+calls[2].Latency {
		t.Errorf("it took %v with calls of %v and %v", d, calls[1].Latency, calls[2].Latency)
	}
}

func TestFunctionInvokesFunction(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "inner", `export const handler = async (e) => ({ doubled: e.n * 2 });`)
	w.create(t, "outer", `
		import { LambdaClient, InvokeCommand } from "@aws-sdk/client-lambda";
		export const handler = async (e) => {
			try {
				const r = await new LambdaClient().send(new InvokeCommand({ FunctionName: "inner", Payload: JSON.stringify(e) }));
				return { status: r.StatusCode, result: JSON.parse(new TextDecoder().decode(r.Payload)) };
			} catch (e) { return e.name; }
		};`)
	if out := w.invokeNow(t, "outer", `{"n":21}`); string(out.Payload) != `"AccessDeniedException"` {
		t.Errorf("without permission: %s", out.Payload)
	}
	w.must(t, "iam.AttachRolePolicy", map[string]any{"RoleName": "runner", "PolicyArn": "arn:aws:iam::aws:policy/AWSLambda_FullAccess"})
	if out := w.invokeNow(t, "outer", `{"n":21}`); string(out.Payload) != `{"status":200,"result":{"doubled":42}}` {
		t.Errorf("got %s", out.Payload)
	}
	if s := w.Stats("inner"); s.Invocations != 1 {
		t.Errorf("inner: %+v", s)
	}
}

func TestNoLogWithoutPermission(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.must(t, "iam.CreateRole", map[string]any{"RoleName": "mute", "AssumeRolePolicyDocument": trust})
	w.create(t, "fn", `export const handler = async () => { console.log("hi"); return 1; };`, map[string]any{"Role": strings.Replace(testRole, "runner", "mute", 1)})
	out := w.invokeNow(t, "fn", `{}`)
	if len(w.lines("fn")) != 0 {
		t.Errorf("log: %q", w.lines("fn"))
	}
	if tail, _ := base64.StdEncoding.DecodeString(out.LogResult); !strings.Contains(string(tail), "\tINFO\thi\n") {
		t.Errorf("the tail needs no permission: %q", tail)
	}
}

// story is a life with real code, for the laws below.
func story(t testing.TB, seed uint64, fuel int64) *world {
	w := newWorld(t, seed, AWSRules())
	w.fuel = fuel
	w.must(t, "s3api.CreateBucket", map[string]any{"Bucket": "data"})
	w.must(t, "iam.AttachRolePolicy", map[string]any{"RoleName": "runner", "PolicyArn": "arn:aws:iam::aws:policy/AmazonS3FullAccess"})
	w.create(t, "fn", `
		import { S3Client, PutObjectCommand } from "@aws-sdk/client-s3";
		const id = crypto.randomUUID();
		export const handler = async (e) => {
			console.log(id, Math.random(), e);
			if (e.n % 5 === 3) throw new Error("three");
			if (e.n % 7 === 5) process.exit(1);
			await new S3Client({}).send(new PutObjectCommand({ Bucket: "data", Key: "k" + e.n, Body: id }));
			await new Promise((r) => setTimeout(r, 100 * (e.n % 4)));
			return id;
		};`)
	for i := range 6 {
		mode := []string{RequestResponse, Event}[i%2]
		w.do("lambda.Invoke", map[string]any{"FunctionName": "fn", "InvocationType": mode, "Payload": fmt.Appendf(nil, `{"n":%d}`, i)})
		w.advance(time.Duration(i) * 300 * time.Millisecond) // the first two meet
	}
	w.advance(10 * time.Minute)
	return w
}
