package sandbox

import (
	"fmt"
	"strings"
	"testing"
)

// TestTypeScript: types go, what runs stays.
func TestTypeScript(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"annotations", `export const handler = async (event: { n?: number }, ctx: unknown): Promise<number> => (event.n ?? 4) as number`, "4"},
		{"interfaces and aliases", "interface A { a: string }\ntype B<T extends object = A> = { [K in keyof T]?: T[K] } & Readonly<A>;\nexport const handler = async (): Promise<B> => ({ a: 'x' } satisfies A)", `{"a":"x"}`},
		{"enum", "enum Color { Red, Green = 5, Blue, Name = 'n' }\nexport const handler = async () => [Color.Red, Color.Blue, Color[5], Color.Name, Object.keys(Color).length]", `[0,6,"Green","n",7]`},
		{"const enum, computed", "const enum Bit { A = 1 << 2, B = A | 1, C = 'abc'.length }\nexport const handler = async () => [Bit.A, Bit.B, Bit.C]", `[4,5,3]`},
		{"parameter properties", "class P { constructor(private readonly x: number, public y = 2, protected z?: number) {} sum(): number { return this.x + this.y + (this.z ?? 0) } }\nexport const handler = async () => new P(1).sum()", "3"},
		{"parameter properties of a subclass", "class A { constructor(public a: string) {} }\nclass B extends A { constructor(a: string, private b: string) { super(a); } both() { return this.a + this.b } }\nexport const handler = async () => new B('1', '2').both()", `"12"`},
		{"abstract, overloads, modifiers", "abstract class A<T> { abstract f(x: T): T; static readonly n: number = 1; declare d: string; }\nclass B extends A<number> { override f(x: number): number; override f(x: any) { return x + A.n } }\nexport const handler = async () => new B().f(1)", "2"},
		{"generics", "const id = <T,>(x: T): T => x; const m = new Map<string, number[]>();\nexport const handler = async () => [id<number>(1), m.size, 1 < 2 && 3 > (2)]", "[1,0,true]"},
		{"casts and non-null", "const a: any = { b: { c: 1 } };\nexport const handler = async () => <number>a!.b!.c! + (a as { b: { c: number } }).b.c", "2"},
		{"narrowing", "function is(x: unknown): x is string { return typeof x === 'string' }\nfunction sure(x: unknown): asserts x is string {}\nexport const handler = async () => { const x: unknown = 'a'; sure(x); return is(x) }", "true"},
		{"declarations have nothing to run", "declare const foo: string; declare module 'x' { export const y: 1 }\ndeclare global { interface Q { namespace: 1 } }\nexport const handler = async () => typeof foo", `"undefined"`},
		{"conditional arrows", "const a = true;\nexport const handler = async () => [a ? (x: number): number => x : null, a ? (1) : (2), (a ? (x) => x : null)?.(3)]", "[null,1,3]"},
		{"names that are also keywords", "let type = 1, declare = 2, namespace = 3, as = 4, of = 5;\ntype = declare + namespace as any;\nexport const handler = async () => [type, as, of]", "[5,4,5]"},
		{"generators, templates, regular expressions", "function* g<T>(x: T): Generator<T> { yield x }\nexport const handler = async () => [...g<string>(`${'a' as string}<b>`), /[/]<a>/.test('/<a>')]", `["a<b>",true]`},
		{"top-level await", "const x: number = await Promise.resolve(7);\nexport const handler = async () => x", "7"},
	} {
		if turn := run(t, "index.handler", map[string]string{"index.ts": c.source}); string(turn.Result) != c.want || turn.Err != nil {
			t.Errorf("%s: %s %+v %s, want %s", c.name, turn.Result, turn.Err, turn.Exit, c.want)
		}
	}
}

// TestTypeScriptModules: how files find each other.
func TestTypeScriptModules(t *testing.T) {
	lib := `export const twice = (x: number): number => 2 * x; export type T = number; export interface I {}`
	for _, c := range []struct {
		name, handler string
		files         map[string]string
		want          string
	}{
		{"without extension", "index.handler", map[string]string{"index.ts": `import { twice } from "./lib"; export const handler = async () => twice(2)`, "lib.ts": lib}, "4"},
		{"as .ts", "index.handler", map[string]string{"index.ts": `import { twice, type T } from "./lib.ts"; export const handler = async (): Promise<T> => twice(2)`, "lib.ts": lib}, "4"},
		{"as .js", "index.handler", map[string]string{"index.ts": `import { twice, I } from "./lib.js"; export const handler = async (i: I) => twice(2)`, "lib.ts": lib}, "4"},
		{"as .mjs", "index.handler", map[string]string{"index.mts": `import { twice } from "./lib.mjs"; export const handler = async () => twice(2)`, "lib.mts": lib}, "4"},
		{"a folder", "src/app.handler", map[string]string{"src/app.ts": `import { twice } from "../lib"; export const handler = async () => twice(2)`, "lib/index.ts": lib}, "4"},
		{"JavaScript that is there is taken", "index.handler", map[string]string{"index.ts": `import { twice } from "./lib.js"; export const handler = async () => twice(2)`, "lib.mjs": "", "lib.js": `export const twice = () => "js"`, "lib.ts": lib}, `"js"`},
		{"import that is only types goes", "index.handler", map[string]string{"index.ts": `import type { A } from "./nowhere"; import { I } from "./nowhere2"; export const handler = async (a: A, i: I) => 1`}, "1"},
		{"JavaScript imports TypeScript by its name", "index.handler", map[string]string{"index.mjs": `import { twice } from "./lib.ts"; export const handler = async () => twice(2)`, "lib.ts": lib}, "4"},
		{"dynamic import", "index.handler", map[string]string{"index.js": `exports.handler = async () => (await import("./lib.ts")).twice(2)`, "lib.ts": lib}, "4"},
		{"JSON and packages", "index.handler", map[string]string{"index.ts": `import d from "./d.json"; import x from "x"; export const handler = async () => [d.k, x]`, "d.json": `{"k":1}`, "node_modules/x/index.js": `module.exports = 2`}, "[1,2]"},
		{"circle", "index.handler", map[string]string{"index.ts": `import { b } from "./b"; export const a: number = 1; export const handler = async () => b()`, "b.ts": `import { a } from "./index"; export const b = (): number => a + 1`}, "2"},
		{"JavaScript handler goes first", "index.handler", map[string]string{"index.ts": `export const handler = async () => "ts"`, "index.mjs": `export const handler = async () => "js"`}, `"js"`},
		{"source is what is read", "index.handler", map[string]string{"index.ts": "import fs from 'fs'; const a: 1 = 1; export const handler = async () => fs.readFileSync(import.meta.filename, 'utf8').includes('a: 1')"}, "true"},
	} {
		if turn := run(t, c.handler, c.files); string(turn.Result) != c.want || turn.Err != nil {
			t.Errorf("%s: %s %+v %s, want %s", c.name, turn.Result, turn.Err, turn.Exit, c.want)
		}
	}
}

// TestTypeScriptErrors name the file, the line and the column.
func TestTypeScriptErrors(t *testing.T) {
	at := func(place string) string { return " (/var/task/index.ts:" + place + ")" }
	for _, c := range []struct{ source, kind, message string }{
		{"const a: number = 1;\nconst b: = 2;", "Runtime.UserCodeSyntaxError", "SyntaxError: Unexpected token" + at("2:10")},
		{"export const handler = async (e: {a: string) => 1", "Runtime.UserCodeSyntaxError", `SyntaxError: Unexpected token, expected ";"` + at("1:44")},
		{"type A = ", "Runtime.UserCodeSyntaxError", "SyntaxError: Unexpected token" + at("1:10")},
		{"'never ends", "Runtime.UserCodeSyntaxError", "SyntaxError: Unterminated string constant" + at("1:1")},
		{"\nexport namespace N { export const a = 1 }", "Runtime.UserCodeSyntaxError", "SyntaxError: A namespace is more than types; use a module instead" + at("2:8")},
		{"@dec class A {}", "Runtime.UserCodeSyntaxError", "SyntaxError: Decorators are not supported" + at("1:1")},
		{"import fs = require('fs')", "Runtime.UserCodeSyntaxError", "SyntaxError: import = require() is of CommonJS; use import … from" + at("1:1")},
		{"export = 1", "Runtime.UserCodeSyntaxError", "SyntaxError: export = makes a CommonJS module; use export default" + at("1:1")},
		{"let a: 1 = 1;\nlet a = 2;", "Runtime.UserCodeSyntaxError", "SyntaxError: invalid redefinition of global identifier"},
		{"import { x } from './gone'; x", "Runtime.ImportModuleError", "Error: Cannot find module '/var/task/gone' imported from /var/task/index.ts"},
	} {
		turn := run(t, "index.handler", map[string]string{"index.ts": c.source})
		if turn.Err == nil || turn.Err.Type != c.kind || turn.Err.Message != c.message {
			t.Errorf("%q: %+v, want %s", c.source, turn.Err, c.message)
		}
	}
}

// TestTypeScriptTraces: frames name the .ts file and its line, also behind
// types of many lines.
func TestTypeScriptTraces(t *testing.T) {
	turn := run(t, "index.handler", map[string]string{
		"index.ts": "import { fail } from './lib';\ninterface Long {\n  a: string;\n  b: number;\n}\nenum E {\n  A,\n  B,\n}\nexport const handler = async (e: Long): Promise<E> => {\n  fail<Long>(e);\n  return E.A;\n};\n",
		"lib.ts":   "type X = {\n  y: 1;\n};\nexport function fail<T>(\n  x: T,\n): never {\n  throw new Error('boom');\n}\n",
	})
	want := []string{"    at fail (file:///var/task/lib.ts:7:", "    at handler (file:///var/task/index.ts:11:"}
	if turn.Err == nil || len(turn.Err.Trace) != 3 || !strings.HasPrefix(turn.Err.Trace[1], want[0]) || !strings.HasPrefix(turn.Err.Trace[2], want[1]) {
		t.Fatalf("%+v", turn.Err)
	}
}

// TestTypeScriptBudget: no source holds the host or brings it down. Each of
// these does so to a parser that is not counted. An eighth of the budget shows
// it as well as the whole.
func TestTypeScriptBudget(t *testing.T) {
	if raceEnabled {
		t.Skip("slow under the race detector")
	}
	many := strings.Repeat
	for name, source := range map[string]string{
		"huge":               many("export const a: number = 1;\n", 100_000),
		"large":              many("const a = (b: number): string => `${b}`;\n", 2_900),
		"parentheses":        "x = " + many("(", 50_000),
		"brackets":           "x = " + many("[", 50_000) + many("]", 50_000),
		"braces":             many("{", 50_000) + many("}", 50_000),
		"angles":             "x = " + many("a<", 30_000),
		"angles and calls":   "x = " + many("a<(", 30_000),
		"nested conditions":  "x = " + many("a?(b):c=>", 10_000) + "c",
		"arrows":             "x = " + many("a?(b):(c)=>(", 2_000) + "c",
		"not":                "x = " + many("!", 100_000) + "y",
		"types":              "type X = " + many("{a:", 30_000) + "A" + many("}", 30_000),
		"conditional types":  "type X = " + many("A extends infer B extends C ? D : ", 1_000) + "E",
		"templates":          many("`${", 30_000),
		"names":              "namespace a" + many(".a", 50_000) + " {}",
		"regular expression": "x = /" + many("(", 50_000) + "/",
		"comments":           many("/* ", 30_000),
		"not UTF-8":          "const a: string = '\xff\xfe'; export const handler = 1",
	} {
		_, err := stripWithin("index.ts", source, stripPolls/8)
		if err != nil && !strings.Contains(err.Error(), "(/var/task/index.ts:") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTypeScriptIsStrippedOnce: the second VM of a package takes what the first
// one made, and both run alike.
func TestTypeScriptIsStrippedOnce(t *testing.T) {
	p, err := NewPackage(map[string][]byte{"index.ts": []byte("enum E { A }\nexport const handler = async (): Promise<E> => E.A")})
	if err != nil {
		t.Fatal(err)
	}
	var cpu []int64
	for range 2 {
		v, err := New(p, Config{Handler: "index.handler", MemoryMB: 128})
		if err != nil {
			t.Fatal(err)
		}
		turn := v.Init(epoch)
		cpu = append(cpu, turn.CPU, turn.PeakMemory)
		v.Close()
	}
	if cpu[0] != cpu[2] || cpu[1] != cpu[3] || len(p.scripts) != 1 {
		t.Errorf("first and second VM: %v, %d files stripped", cpu, len(p.scripts))
	}
}

func FuzzStripTypes(f *testing.F) {
	for _, s := range []string{"const a: number = 1", "enum A { B }", "class A { constructor(private a: string) {} }", "type A<T> = T extends infer U ? U : never", "let x = a ? (b) : c => d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		code, err := stripTypes("index.ts", source)
		if again, err2 := stripTypes("index.ts", source); again != code || fmt.Sprint(err) != fmt.Sprint(err2) {
			t.Errorf("%q: not the same twice", source)
		}
	})
}

func BenchmarkStripTypes(b *testing.B) {
	source := strings.Repeat("export const handler = async (event: { n: number }): Promise<number> => event.n + 1;\n", 50)
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := stripTypes("index.ts", source); err != nil {
			b.Fatal(err)
		}
	}
}
