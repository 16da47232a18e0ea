package sandbox

import (
	"encoding/json"
	"strings"
	"testing"
)

// logs runs a handler's body under a log format and level and gives its lines
// as "LEVEL text".
func logs(t *testing.T, format, level, body string) (lines []string, turn Turn) {
	t.Helper()
	turn = invoke(t, "export const handler = async () => { "+body+" }", "{}", func(c *Config) {
		c.Env = map[string]string{"AWS_LAMBDA_LOG_FORMAT": format, "AWS_LAMBDA_LOG_LEVEL": level}
	})
	for _, l := range turn.Output {
		lines = append(lines, l.Level+" "+l.Text)
	}
	return lines, turn
}

func TestLogFormatJSON(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{`console.log("plain")`, `INFO {"message":"plain"}`},
		{`console.info({ a: 1, b: [true, null] })`, `INFO {"message":{"a":1,"b":[true,null]}}`},
		{`console.warn("n is %d and", 4, { b: 1 })`, `WARN {"message":"n is 4 and { b: 1 }"}`},
		{`console.debug(7)`, `DEBUG {"message":7}`},
		{`console.fatal("end")`, `FATAL {"message":"end"}`},
		{`console.trace("here")`, `TRACE {"message":"here"}`},
		{`console.log()`, `INFO {}`},
		{`console.log(undefined, 1)`, `INFO {"message":"undefined 1"}`},
		{`console.log("two\nlines")`, `INFO {"message":"two\nlines"}`},
		{`const o = {}; o.o = o; console.log(o)`, `INFO {"message":"<ref *1> { o: [Circular *1] }"}`},
		{`console.log(10n)`, `INFO {"message":"10n"}`},
		{`process.stdout.write("raw\n")`, ` raw`},
		{`console.group("g"); console.log("inside")`, `INFO {"message":"g"}|INFO {"message":"inside"}`},
	} {
		lines, _ := logs(t, "JSON", "", c.body)
		if got := strings.Join(lines, "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.body, got, c.want)
		}
	}
}

// TestLogFormatJSONOfErrors: an error alone is the message, one beside other
// arguments adds its members.
func TestLogFormatJSONOfErrors(t *testing.T) {
	lines, turn := logs(t, "json", "", `class Custom extends Error { code = "E1" } console.error(new Custom("one")); console.error("failed:", new TypeError("two")); throw new Custom("three")`)
	type fault struct {
		Type, Message any
		Stack         []string
		Code          string
	}
	read := func(text string) (message any, f fault) {
		var o map[string]any
		if err := json.Unmarshal([]byte(text), &o); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		in := o
		if m, ok := o["message"].(map[string]any); ok {
			in = m
		}
		f.Type, f.Message = in["errorType"], in["errorMessage"]
		f.Code, _ = in["code"].(string)
		list, _ := in["stackTrace"].([]any)
		for _, s := range list {
			f.Stack = append(f.Stack, s.(string))
		}
		return o["message"], f
	}
	_, one := read(strings.TrimPrefix(lines[0], "ERROR "))
	if one.Type != "Custom" || one.Message != "one" || one.Code != "E1" || len(one.Stack) != 2 || one.Stack[0] != "Error: one" {
		t.Errorf("alone: %+v", one)
	}
	message, two := read(strings.TrimPrefix(lines[1], "ERROR "))
	if text, _ := message.(string); two.Type != "TypeError" || two.Message != "two" || !strings.HasPrefix(text, "failed: TypeError: two\n    at ") {
		t.Errorf("beside: %+v %v", two, message)
	}
	if _, three := read(turn.Err.Logged); three.Type != "Custom" || three.Message != "three" || three.Code != "E1" {
		t.Errorf("thrown: %s", turn.Err.Logged)
	}
	if turn.Err.Type != "Error" || turn.Err.Message != "three" {
		t.Errorf("the caller sees %+v", turn.Err)
	}
}

func TestLogLevel(t *testing.T) {
	const all = `for (const l of ["trace", "debug", "info", "log", "warn", "error", "fatal"]) console[l](l); process.stdout.write("raw")`
	for level, want := range map[string]string{
		"": "TRACE DEBUG INFO INFO WARN ERROR FATAL ", "TRACE": "TRACE DEBUG INFO INFO WARN ERROR FATAL ",
		"INFO": "INFO INFO WARN ERROR FATAL ", "warn": "WARN ERROR FATAL ", "FATAL": "FATAL ", "NONSENSE": "TRACE DEBUG INFO INFO WARN ERROR FATAL ",
	} {
		for _, format := range []string{"JSON", "Text"} {
			_, turn := logs(t, format, level, all)
			var got []string
			for _, l := range turn.Output {
				got = append(got, l.Level)
			}
			if strings.Join(got, " ") != want {
				t.Errorf("%s at %q: %q, want %q", format, level, strings.Join(got, " "), want)
			}
		}
	}
}

// TestLoggingSurvivesTheProgram: a program that spoils the builtins harms only
// its own lines.
func TestLoggingSurvivesTheProgram(t *testing.T) {
	lines, turn := logs(t, "JSON", "", `Error.prototype.constructor = null; JSON.stringify = () => "no"; String.prototype.toUpperCase = () => "x"; console.log("still", new Error("x")); return 1`)
	if string(turn.Result) != "1" || len(lines) != 1 || !strings.Contains(lines[0], `"errorType":"UnknownError"`) {
		t.Errorf("%v %s %+v", lines, turn.Result, turn.Err)
	}
}
