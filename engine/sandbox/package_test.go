package sandbox

import (
	"fmt"
	"strings"
	"testing"
)

// run loads a package, invokes its handler and gives the result in JSON.
func run(t testing.TB, handler string, files map[string]string) Turn {
	t.Helper()
	bytes := map[string][]byte{}
	for name, text := range files {
		bytes[name] = []byte(text)
	}
	p, err := NewPackage(bytes)
	if err != nil {
		t.Fatal(err)
	}
	v, err := New(p, Config{Handler: handler, MemoryMB: 128})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(v.Close)
	if turn := v.Init(epoch); !turn.Settled || turn.Err != nil {
		return turn
	}
	return v.Invoke(epoch, []byte("{}"), invocation)
}

func TestModules(t *testing.T) {
	for _, c := range []struct {
		name, handler string
		files         map[string]string
		want          string
	}{
		{"CommonJS", "index.handler", map[string]string{"index.js": `exports.handler = async () => [__filename, __dirname, typeof module, typeof require]`}, `["/var/task/index.js","/var/task","object","function"]`},
		{"module.exports", "index.handler", map[string]string{"index.js": `const { twice } = require("./lib"); module.exports = { handler: async () => twice(4) }`, "lib.js": `exports.twice = (x) => 2 * x`}, "8"},
		{"require of a folder, JSON, builtin", "index.handler", map[string]string{"index.cjs": `const a = require("./a"), d = require("./d.json"), path = require("path"); exports.handler = async () => [a, d.k, path.sep, require("./a") === a]`, "a/index.js": `module.exports = { n: 1 }`, "d.json": `{"k":"v"}`}, `[{"n":1},"v","/",true]`},
		{"type module", "src/app.run", map[string]string{"package.json": `{"type":"module"}`, "src/app.js": `import { x } from "./x.js"; export const run = async () => [x, import.meta.filename]`, "src/x.js": `export const x = 1`}, `[1,"/var/task/src/app.js"]`},
		{"syntax tells", "index.handler", map[string]string{"index.js": "const a = 1;\nexport const handler = async () => a"}, "1"},
		{"nested export", "index.api.get", map[string]string{"index.mjs": `export const api = { get: async () => "got" }`}, `"got"`},
		{"import of CommonJS", "index.handler", map[string]string{"index.mjs": `import lib, { a } from "./lib.cjs"; export const handler = async () => [lib.a, a]`, "lib.cjs": `exports.a = 5`}, "[5,5]"},
		{"names that C cannot read", "index.handler", map[string]string{"index.mjs": `import * as lib from "./lib.cjs"; import { "x y" as xy, z } from "./lib.cjs"; export const handler = async () => [xy, z, Object.keys(lib).length, lib.default.default]`,
			"lib.cjs": `exports["x y"] = 1; exports["z\0"] = 2; exports["z\0z"] = 3; exports.z = 4; exports[""] = 5; exports.default = 6`}, "[1,4,3,6]"},
		{"import of JSON", "index.handler", map[string]string{"index.mjs": `import d from "./d.json" with { type: "json" }; export const handler = async () => d.k`, "d.json": `{"k":"v"}`}, `"v"`},
		{"circle of imports", "index.handler", map[string]string{"index.mjs": `import { b } from "./b.mjs"; export const a = 1; export const handler = async () => b()`, "b.mjs": `import { a } from "./index.mjs"; export const b = () => a + 1`}, "2"},
		{"circle of requires", "index.handler", map[string]string{"index.js": `exports.a = 1; const b = require("./b"); exports.handler = async () => b.b()`, "b.js": `const i = require("./index"); exports.b = () => i.a + 1`}, "2"},
		{"node_modules", "index.handler", map[string]string{"index.mjs": `import x from "x"; import { y } from "@s/y/sub"; export const handler = async () => [x, y]`,
			"node_modules/x/package.json": `{"main":"./lib/m.js"}`, "node_modules/x/lib/m.js": `module.exports = "x"`,
			"node_modules/@s/y/package.json": `{"exports":{".":"./no.js","./sub":{"require":"./r.cjs","import":"./i.mjs"}}}`, "node_modules/@s/y/i.mjs": `export const y = "i"`}, `["x","i"]`},
		{"exports with a star", "index.handler", map[string]string{"index.js": `const f = require("p/features/a"); exports.handler = async () => f`,
			"node_modules/p/package.json": `{"exports":{"./features/*":"./src/*.js","./features/private/*":null}}`, "node_modules/p/src/a.js": `module.exports = "a"`}, `"a"`},
		{"dynamic import", "index.handler", map[string]string{"index.js": `exports.handler = async () => (await import("./l.mjs")).default`, "l.mjs": `export default 9`}, "9"},
		{"import that throws", "index.handler", map[string]string{"index.mjs": `export const handler = async () => { try { await import("./l.mjs") } catch (e) { return e.message } }`, "l.mjs": `throw new Error("bad")`}, `"bad"`},
		{"package.json up the tree", "a/b/index.handler", map[string]string{"a/package.json": `{"type":"module"}`, "a/b/index.js": `export const handler = async () => import.meta.dirname`}, `"/var/task/a/b"`},
		{"require.resolve", "index.handler", map[string]string{"index.js": `exports.handler = async () => [require.resolve("./index"), require.resolve("fs")]`}, `["/var/task/index.js","node:fs"]`},
	} {
		if turn := run(t, c.handler, c.files); string(turn.Result) != c.want || turn.Err != nil {
			t.Errorf("%s: %s %+v %s, want %s", c.name, turn.Result, turn.Err, turn.Exit, c.want)
		}
	}
	turn := run(t, "index.handler", map[string]string{"index.js": `require("./l.mjs")`, "l.mjs": ``})
	if turn.Err == nil || !strings.HasPrefix(turn.Err.Message, "require() of ES Module /var/task/l.mjs") {
		t.Errorf("require of a module: %+v", turn.Err)
	}
}

func TestPackageIsRefused(t *testing.T) {
	for _, files := range []map[string][]byte{nil, {"../x": nil}, {"/etc/x": nil}, {".": nil}, {"a": nil, "./a": nil}} {
		if _, err := NewPackage(files); err == nil {
			t.Errorf("%v is taken", files)
		}
	}
	p, err := NewPackage(map[string][]byte{"a": nil})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := New(p, Config{}); err == nil {
		t.Error("a VM without memory")
	}
}

func TestProgram(t *testing.T) {
	p, err := NewPackage(map[string][]byte{"server.mjs": []byte(`console.log("up", process.argv.length); setTimeout(() => console.log("later"), 1000)`)})
	if err != nil {
		t.Fatal(err)
	}
	v, err := New(p, Config{Main: "server.mjs", MemoryMB: 128})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	turn := v.Init(epoch)
	if !turn.Settled || output(turn) != "INFO up 2" || len(turn.Wants) != 1 || turn.Wants[0].Timer != 1e9 {
		t.Fatalf("%+v %+v", turn, turn.Err)
	}
	if turn = v.Resume(epoch+1e9, []Answer{{ID: turn.Wants[0].ID}}); output(turn) != "INFO later" {
		t.Errorf("%+v", turn)
	}
}

func TestTmpOutlivesTheVM(t *testing.T) {
	tmp := &Tmp{}
	with := func(c *Config) { c.Tmp = tmp }
	source := `import fs from "fs"; export const handler = async (e) => { if (e) fs.writeFileSync("/tmp/f", e); return fs.readFileSync("/tmp/f", "utf8") }`
	invoke(t, source, `"kept"`, with)
	if turn := invoke(t, source, `""`, with); string(turn.Result) != `"kept"` {
		t.Errorf("%s %+v", turn.Result, turn.Err)
	}
	if tmp.Used() != 4 || len(tmp.Files()) != 1 {
		t.Errorf("%d bytes in %v", tmp.Used(), tmp.Files())
	}
}

func ExampleVM() {
	p, _ := NewPackage(map[string][]byte{"index.mjs": []byte(`
		export const handler = async (event) => {
			console.log("Hello,", event.name);
			return { length: event.name.length };
		};`)})
	v, _ := New(p, Config{Handler: "index.handler", MemoryMB: 128, VCPU: 128.0 / 1769})
	defer v.Close()
	v.Init(0)
	turn := v.Invoke(0, []byte(`{"name":"Ada"}`), Context{RequestID: "1"})
	fmt.Println(turn.Output[0].Text)
	fmt.Println(string(turn.Result))
	// Output:
	// Hello, Ada
	// {"length":3}
}
