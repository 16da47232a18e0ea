package sandbox

import (
	"strings"
	"testing"
)

func node24(c *Config) { c.Env = map[string]string{"AWS_EXECUTION_ENV": "AWS_Lambda_nodejs24.x"} }

func TestNode24Answers(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"a value", `export const handler = () => 5`, `5`},
		{"nothing", `export const handler = () => {}`, `null`},
		{"a promise", `export const handler = (e) => Promise.resolve(e.name)`, `"Ada"`},
		{"a value before a timer", `export const handler = () => { setTimeout(() => {}, 50); return 1 }`, `1`},
		{"no third argument", `export const handler = (...a) => a.length`, `2`},
		{"no ways to answer", `export const handler = (e, c) => [typeof c.done, typeof c.succeed, "callbackWaitsForEmptyEventLoop" in c, c.awsRequestId]`,
			`["undefined","undefined",false,"r-1"]`},
		{"its version", `export const handler = () => [process.version.split(".")[0], process.versions.node.split(".")[0]]`, `["v24","24"]`},
	} {
		if turn := invoke(t, c.source, `{"name":"Ada"}`, node24); !turn.Settled || string(turn.Result) != c.want {
			t.Errorf("%s: %s %+v, want %s", c.name, turn.Result, turn.Err, c.want)
		}
	}
}

func TestNode24RefusesCallbacks(t *testing.T) {
	for _, source := range []string{
		`export const handler = (e, c, cb) => cb(null, 1)`,
		`export const handler = async (e, c, cb) => 1`, // the number of parameters decides
	} {
		_, turn := load(t, "index.mjs", source, node24)
		if turn.Err == nil || turn.Err.Type != "Runtime.CallbackHandlerDeprecated" ||
			!strings.HasPrefix(turn.Err.Message, "ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24.") {
			t.Errorf("%s: %+v", source, turn.Err)
		}
	}
	if _, turn := load(t, "index.mjs", `export const handler = (e, c, cb = 0) => 1`, node24); turn.Err != nil {
		t.Errorf("a parameter with a default does not count: %+v", turn.Err)
	}
}

func TestNode24CannotStringify(t *testing.T) {
	for _, source := range []string{`async () => 1n`, `() => 1n`, `() => { const a = {}; a.a = a; return a }`} {
		turn := invoke(t, "export const handler = "+source, "{}", node24)
		if turn.Err == nil || turn.Err.Type != "Runtime.JSONStringifyError" || turn.Err.Message != "Unable to stringify response body" || turn.Exit != "" {
			t.Errorf("%s: %+v %+v", source, turn, turn.Err)
		}
	}
}
