package lambda

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
)

// jsonNormal replaces what differs from run to run in a line of JSON.
func jsonNormal(line string) string {
	for _, r := range []struct{ re, by string }{
		{`"durationMs":[\d.]+`, `"durationMs":N`}, {`"initDurationMs":[\d.]+`, `"initDurationMs":N`},
		{`"billedDurationMs":\d+`, `"billedDurationMs":N`}, {`"maxMemoryUsedMB":\d+`, `"maxMemoryUsedMB":N`},
		{`\][0-9a-f]{32}"`, `]HEX"`}, {`"    at [^"]*"`, `"FRAME"`},
	} {
		line = regexp.MustCompile(r.re).ReplaceAllString(line, r.by)
	}
	return normal(line)
}

// logged makes a function with a logging setting, invokes it, and gives its
// log.
func logged(t *testing.T, config map[string]any, source string) []string {
	t.Helper()
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", source, map[string]any{"LoggingConfig": config})
	w.invokeNow(t, "fn", `{}`)
	var out []string
	for _, l := range w.lines("fn") {
		if !json.Valid([]byte(l)) && config["LogFormat"] == "JSON" && l != "raw" {
			t.Errorf("not JSON: %s", l)
		}
		out = append(out, jsonNormal(l))
	}
	return out
}

const (
	jsonInitStart = `{"time":"TIME","type":"platform.initStart","record":{"initializationType":"on-demand","phase":"init","runtimeVersion":"nodejs:24.v48","runtimeVersionArn":"arn:aws:lambda:us-east-1::runtime:SHA","functionName":"fn","functionVersion":"$LATEST","instanceId":"2026/11/02/fn[$LATEST]HEX","instanceMaxMemory":134217728}}`
	jsonStart     = `{"time":"TIME","type":"platform.start","record":{"requestId":"UUID","functionArn":"arn:aws:lambda:us-east-1:123456789012:function:fn","version":"$LATEST"}}`
	jsonReport    = `{"time":"TIME","type":"platform.report","record":{"requestId":"UUID","metrics":{"durationMs":N,"billedDurationMs":N,"memorySizeMB":128,"maxMemoryUsedMB":N,"initDurationMs":N},"status":"success"}}`
)

func TestLogInJSON(t *testing.T) {
	got := logged(t, map[string]any{"LogFormat": "JSON"}, `
		console.log("loading");
		export const handler = async () => { console.debug("unseen"); console.warn({ a: 1 }); process.stdout.write("raw\n"); return "ok" };`)
	same(t, got, []string{jsonInitStart,
		`{"timestamp":"TIME","level":"INFO","requestId":"-","message":"loading"}`, jsonStart,
		`{"timestamp":"TIME","level":"WARN","requestId":"UUID","message":{"a":1}}`, "raw", jsonReport})
}

func TestLogOfSystemInDetail(t *testing.T) {
	got := logged(t, map[string]any{"LogFormat": "JSON", "SystemLogLevel": "DEBUG"}, `export const handler = async () => "ok"`)
	same(t, got, []string{jsonInitStart,
		`{"time":"TIME","type":"platform.initRuntimeDone","record":{"initializationType":"on-demand","phase":"init","status":"success"}}`,
		`{"time":"TIME","type":"platform.initReport","record":{"initializationType":"on-demand","phase":"init","status":"success","metrics":{"durationMs":N}}}`,
		jsonStart,
		`{"time":"TIME","type":"platform.runtimeDone","record":{"requestId":"UUID","status":"success","metrics":{"durationMs":N,"producedBytes":4}}}`,
		jsonReport})
}

// TestLogLevels: system and application logs are filtered by levels of their
// own; a line of the code's that has a level in it counts as that.
func TestLogLevels(t *testing.T) {
	source := `export const handler = async () => { console.info("i"); console.error("e"); process.stdout.write('{"level":"error","own":1}\n'); process.stdout.write("raw\n") };`
	got := logged(t, map[string]any{"LogFormat": "JSON", "SystemLogLevel": "WARN", "ApplicationLogLevel": "ERROR"}, source)
	same(t, got, []string{`{"timestamp":"TIME","level":"ERROR","requestId":"UUID","message":"e"}`, `{"level":"error","own":1}`})
	if got := logged(t, map[string]any{"LogFormat": "JSON", "SystemLogLevel": "WARN", "ApplicationLogLevel": "FATAL"}, `export const handler = async () => { throw new Error("x") }`); len(got) != 0 {
		t.Errorf("an error at level FATAL: %q", got)
	}
}

func TestLogOfFailuresInJSON(t *testing.T) {
	system := func(level string) map[string]any { return map[string]any{"LogFormat": "JSON", "SystemLogLevel": level} }
	fault := func(id, members string) string {
		return `{"timestamp":"TIME","level":"ERROR","requestId":"` + id + `","message":{` + members + `}}`
	}
	ended := func(status string) []string {
		return []string{`{"time":"TIME","type":"platform.runtimeDone","record":{"requestId":"UUID",` + status + `,"metrics":{"durationMs":N,"producedBytes":0}}}`,
			`{"time":"TIME","type":"platform.report","record":{"requestId":"UUID","metrics":{"durationMs":N,"billedDurationMs":N,"memorySizeMB":128,"maxMemoryUsedMB":N,"initDurationMs":N},` + status + `}}`}
	}
	const once = `{"initializationType":"on-demand","phase":"init","status":"error","errorType":"Runtime.UserCodeSyntaxError"`
	again := strings.Replace(once, `"phase":"init"`, `"phase":"invoke"`, 1)
	for _, c := range []struct {
		name, source string
		want         []string
	}{
		{"an exception is no failure of the environment", `export const handler = async () => { const e = new TypeError("boom"); e.code = 7; throw e }`, []string{
			fault("UUID", `"errorType":"TypeError","errorMessage":"boom","stackTrace":["TypeError: boom","FRAME"],"code":7`)}},
		{"a timeout", `export const handler = () => new Promise((ok) => setTimeout(ok, 60000))`, ended(`"status":"timeout"`)},
		{"an exit", `export const handler = async () => process.exit(3)`, ended(`"status":"error","errorType":"Runtime.ExitError"`)},
		{"a promise that nothing settles", `export const handler = () => new Promise(() => {})`, nil},
	} {
		got := logged(t, system("WARN"), c.source)
		if c.want == nil {
			if len(got) != 1 || !strings.Contains(got[0], `"message":{"errorType":"Runtime.NodeJsExit","errorMessage":"The Lambda`) || !strings.Contains(got[0], `"stackTrace":["Runtime.NodeJsExit: `) {
				t.Errorf("%s: %q", c.name, got)
			}
			continue
		}
		t.Run(c.name, func(t *testing.T) { same(t, got, c.want) })
	}
	t.Run("an init that fails", func(t *testing.T) {
		got := logged(t, system("WARN"), `const x = ;`)
		var kinds []string
		for _, l := range got {
			for _, part := range []string{once, again} {
				if strings.Contains(l, part) {
					kinds = append(kinds, regexp.MustCompile(`platform\.\w+`).FindString(l))
				}
			}
		}
		if strings.Join(kinds, " ") != "platform.initRuntimeDone platform.initReport platform.initRuntimeDone platform.initReport" {
			t.Errorf("got %q", got)
		}
	})
}

// TestLogGroup: functions may share a group; their streams then tell them
// apart.
func TestLogGroup(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", `export const handler = async (_, c) => [c.logGroupName, process.env.AWS_LAMBDA_LOG_GROUP_NAME, c.logStreamName]`,
		map[string]any{"LoggingConfig": map[string]any{"LogGroup": "/shop/all"}})
	var answer []string
	if err := json.Unmarshal(w.invokeNow(t, "fn", `{}`).Payload, &answer); err != nil {
		t.Fatal(err)
	}
	if answer[0] != "/shop/all" || answer[1] != "/shop/all" || !strings.HasPrefix(answer[2], "2026/11/02/fn[$LATEST]") {
		t.Errorf("got %q", answer)
	}
	if lines := w.lines("fn"); len(lines) != 0 {
		t.Errorf("the function's own group has %q", lines)
	}
}

func TestLoggingConfig(t *testing.T) {
	const text = "LogLevel is not supported when LogFormat is set to \"Text\". Remove LogLevel from your request or change the LogFormat to \"Json\" and try again."
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", `export const handler = async () => [process.env.AWS_LAMBDA_LOG_FORMAT, process.env.AWS_LAMBDA_LOG_LEVEL]`)
	for _, c := range []struct {
		in         map[string]any
		want, code string
	}{
		{map[string]any{}, `{Text   /aws/lambda/fn}`, ""},
		{map[string]any{"ApplicationLogLevel": "INFO"}, text, "InvalidParameterValueException"},
		{map[string]any{"LogFormat": "Text", "SystemLogLevel": "WARN"}, text, "InvalidParameterValueException"},
		{map[string]any{"LogFormat": "JSON"}, `{JSON INFO INFO /aws/lambda/fn}`, ""},
		{map[string]any{"SystemLogLevel": "DEBUG"}, `{JSON INFO DEBUG /aws/lambda/fn}`, ""},
		{map[string]any{"ApplicationLogLevel": "ERROR", "LogGroup": "mine"}, `{JSON ERROR DEBUG mine}`, ""},
		{map[string]any{"LogFormat": "Text"}, `{Text   mine}`, ""},
		{map[string]any{"LogFormat": "JSON"}, `{JSON INFO INFO mine}`, ""},
	} {
		r := w.do("lambda.UpdateFunctionConfiguration", map[string]any{"FunctionName": "fn", "LoggingConfig": c.in})
		if c.code != "" {
			if r.err == nil || r.err.Code != c.code || r.err.Message != c.want {
				t.Errorf("%v: %v", c.in, r.err)
			}
			continue
		}
		if r.err != nil {
			t.Fatalf("%v: %v", c.in, r.err)
		}
		if got := fmt.Sprint(*r.out.(*FunctionConfiguration).LoggingConfig); got != c.want {
			t.Errorf("%v: %s, want %s", c.in, got, c.want)
		}
		w.advance(20 * time.Second)
	}
	if got := string(w.invokeNow(t, "fn", `{}`).Payload); got != `["JSON","INFO"]` {
		t.Errorf("the code sees %s", got)
	}
}

func TestLevelOf(t *testing.T) {
	for line, want := range map[string]string{
		`{"level":"debug","msg":"x"}`: "DEBUG", `{"level":"WARN"}`: "WARN", `{"level":"loud"}`: "INFO", `{"level":5}`: "INFO",
		`plain`: "INFO", `{broken`: "INFO", ``: "INFO",
	} {
		if got := levelOf(line); got != want {
			t.Errorf("%s is %s, want %s", line, got, want)
		}
	}
}
