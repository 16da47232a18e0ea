package sandbox

import (
	"encoding/base64"
	"reflect"
	"strings"
	"testing"
)

func encodeBase64(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

func TestInitFails(t *testing.T) {
	for _, c := range []struct{ name, file, source, handler, kind, message string }{
		{"missing package", "index.mjs", `import "left-pad"`, "index.handler", "Runtime.ImportModuleError", "Error: Cannot find package 'left-pad' imported from /var/task/index.mjs"},
		{"missing scoped package", "index.mjs", `import "@a/b/c"`, "index.handler", "Runtime.ImportModuleError", "Error: Cannot find package '@a/b' imported from /var/task/index.mjs"},
		{"missing file", "index.mjs", `import "./lib.mjs"`, "index.handler", "Runtime.ImportModuleError", "Error: Cannot find module '/var/task/lib.mjs' imported from /var/task/index.mjs"},
		{"missing require", "index.js", `require("left-pad")`, "index.handler", "Runtime.ImportModuleError", "Error: Cannot find module 'left-pad'\nRequire stack:\n- /var/task/index.js"},
		{"missing handler file", "index.mjs", ``, "app.handler", "Runtime.ImportModuleError", "Error: Cannot find module 'app'\nRequire stack:\n- /var/runtime/index.mjs"},
		{"missing export", "index.mjs", `export const other = 1`, "index.handler", "Runtime.HandlerNotFound", "index.handler is undefined or not exported"},
		{"not a function", "index.js", `exports.handler = 5`, "index.handler", "Runtime.HandlerNotFound", "index.handler is not a function"},
		{"bad handler", "index.mjs", ``, "index", "Runtime.MalformedHandlerName", "Bad handler"},
		{"syntax", "index.mjs", "export const handler = async () => {\n  const x = ;\n}", "index.handler", "Runtime.UserCodeSyntaxError", "SyntaxError: unexpected token in expression: ';'"},
		{"syntax of CommonJS", "index.js", "exports.handler = (", "index.handler", "Runtime.UserCodeSyntaxError", "SyntaxError: "},
		{"throws", "index.mjs", `throw new TypeError("boom")`, "index.handler", "TypeError", "boom"},
		{"throws after await", "index.mjs", `await null; throw new TypeError("boom")`, "index.handler", "TypeError", "boom"},
		{"no such builtin", "index.mjs", `import "node:nope"`, "index.handler", "Error", "No such built-in module: node:nope"},
		{"SDK not there", "index.mjs", `import "@aws-sdk/client-kinesis"`, "index.handler", "Runtime.ImportModuleError", "Error: skylab does not have '@aws-sdk/client-kinesis' of the AWS SDK, imported from /var/task/index.mjs"},
	} {
		_, turn := load(t, c.file, c.source, func(cfg *Config) { cfg.Handler = c.handler })
		if !turn.Settled || turn.Err == nil || turn.Err.Type != c.kind || !strings.HasPrefix(turn.Err.Message, c.message) {
			t.Errorf("%s: %+v, want %s: %s", c.name, turn.Err, c.kind, c.message)
			continue
		}
		if len(turn.Err.Trace) == 0 || !strings.HasPrefix(turn.Err.Trace[0], c.kind+": ") {
			t.Errorf("%s: trace %q", c.name, turn.Err.Trace)
		}
	}
}

func TestInvocationFails(t *testing.T) {
	source := "class Custom extends Error {\n  constructor(m) { super(m); this.name = 'Custom'; this.code = 'E1'; }\n}\n" +
		"const fail = () => {\n  throw new Custom('boom');\n};\nexport const handler = async () => {\n  fail();\n};\n"
	turn := invoke(t, source, "{}")
	want := &Failure{Type: "Custom", Message: "boom", Trace: []string{"Custom: boom",
		"    at fail (file:///var/task/index.mjs:5:19)", "    at handler (file:///var/task/index.mjs:8:7)"},
		Logged: `{"errorType":"Custom","errorMessage":"boom","code":"E1","name":"Custom","stack":["Custom: boom","    at fail (file:///var/task/index.mjs:5:19)","    at handler (file:///var/task/index.mjs:8:7)"]}`}
	if !reflect.DeepEqual(turn.Err, want) {
		t.Errorf("got  %+v\nwant %+v", turn.Err, want)
	}
	for _, c := range []struct{ body, kind, message string }{
		{`throw "text"`, "string", "text"},
		{`throw null`, "object", "null"},
		{`throw 7`, "number", "7"},
		{`return 1n`, "Error", "Unable to stringify response body"},
		{`null.x`, "TypeError", "cannot read property 'x' of null"},
	} {
		turn := invoke(t, "export const handler = async () => { "+c.body+" }", "{}")
		if turn.Err == nil || turn.Err.Type != c.kind || turn.Err.Message != c.message || turn.Exit != "" {
			t.Errorf("%s: %+v %+v", c.body, turn.Err, turn)
		}
	}
}

func TestProcessEnds(t *testing.T) {
	for _, c := range []struct {
		body    string
		code    int
		kind    string
		message string
	}{
		{`process.exit(3)`, 3, "", ""},
		{`process.exit()`, 0, "", ""},
		{`Promise.reject(new Error("x")); return 1`, exitRejection, "Runtime.UnhandledPromiseRejection", "Error: x"},
		{`queueMicrotask(() => { throw new RangeError("y") }); await null; await null; await null; await null`, exitUncaught, "RangeError", "y"},
	} {
		turn := invoke(t, "export const handler = async () => { "+c.body+" }", "{}")
		if turn.Exit != ExitProcess || turn.Code != c.code {
			t.Errorf("%s: %+v", c.body, turn)
		}
		if c.kind != "" && (turn.Err == nil || turn.Err.Type != c.kind || turn.Err.Message != c.message) {
			t.Errorf("%s: %+v", c.body, turn.Err)
		}
	}
	turn := invoke(t, `export const handler = async () => { const p = Promise.reject(new Error("x")); await null; p.catch(() => {}); return 1 }`, "{}")
	if turn.Exit != "" || string(turn.Result) != "1" {
		t.Errorf("a rejection that is handled in time: %+v", turn)
	}
	v, _ := load(t, "index.mjs", `export const handler = async () => { setTimeout(() => { throw new Error("t") }, 1); await new Promise(() => {}) }`)
	turn = v.Invoke(epoch, []byte("{}"), invocation)
	if turn = v.Resume(epoch, []Answer{{ID: turn.Wants[0].ID}}); turn.Exit != ExitProcess || turn.Code != exitUncaught || turn.Err.Message != "t" {
		t.Errorf("%+v %+v", turn, turn.Err)
	}
}
