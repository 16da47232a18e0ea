package sandbox

import (
	"strings"
	"testing"
)

// TestLibrary asserts inside the programs: each returns null when all is well.
func TestLibrary(t *testing.T) {
	for _, c := range []struct{ name, source string }{
		{"path", `import path from "node:path"; import { join } from "path";
			eq(join("/a", "../b", "c.txt"), "/b/c.txt"); eq(path.extname("x.tar.gz"), ".gz"); eq(path.basename("/a/b.js", ".js"), "b");
			eq(path.dirname("/a/b/c"), "/a/b"); eq(path.resolve("x"), "/var/task/x"); eq(path.relative("/a/b", "/a/c/d"), "../c/d");
			eq(path.parse("/home/u/f.txt"), { root: "/", dir: "/home/u", base: "f.txt", ext: ".txt", name: "f" })`},
		{"buffer", `eq(Buffer.from("aGk=", "base64").toString(), "hi"); eq(Buffer.from("hé").length, 3); eq(Buffer.from("6869", "hex").toString("latin1"), "hi");
			eq(Buffer.concat([Buffer.from("a"), Buffer.from("b")]).toString("hex"), "6162"); eq(Buffer.byteLength("é"), 2);
			eq(Buffer.from("hello").slice(1, 3).toString(), "el"); eq(JSON.stringify(Buffer.from("a")), '{"type":"Buffer","data":[97]}');
			eq(Buffer.from([1, 2, 3]).readUInt16BE(1), 0x203); eq(Buffer.alloc(3, "ab").toString(), "aba"); eq(Buffer.from("abcabc").indexOf("ca"), 2);
			eq(Buffer.from("a").equals(new Uint8Array([97])), true); eq(btoa("hi"), "aGk="); eq(atob("aGk="), "hi"); eq(Buffer.isBuffer(Buffer.from("x").subarray(0)), true)`},
		{"text", `eq(new TextDecoder().decode(new TextEncoder().encode("gr\u00fc\u00df")), "gr\u00fc\u00df");
			const d = new TextDecoder(); eq(d.decode(new Uint8Array([0xc3]), { stream: true }) + d.decode(new Uint8Array([0xa9])), "\u00e9");
			throws(() => new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array([255])), "TypeError")`},
		{"url", `const u = new URL("../x?a=1&b=2#h", "https://User@EXAMPLE.com:443/p/q"); eq(u.href, "https://User@example.com/x?a=1&b=2#h"); eq(u.searchParams.get("b"), "2");
			u.searchParams.append("c", "d e"); eq(u.search, "?a=1&b=2&c=d+e"); eq(u.origin, "https://example.com"); throws(() => new URL("nope"), "TypeError");
			eq(new URLSearchParams({ a: "x&y" }).toString(), "a=x%26y"); eq(URL.canParse("x:y"), true); u.pathname = "z"; eq(u.pathname, "/z")`},
		{"crypto", `import { createHash, createHmac, randomUUID, randomInt } from "node:crypto";
			eq(createHash("sha256").update("abc").digest("hex"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
			eq(createHash("md5").update("a").update("bc").digest("base64"), "kAFQmDzST7DWlj99KOF/cg==");
			eq(createHmac("sha256", "key").update("The quick brown fox jumps over the lazy dog").digest("hex"), "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
			ok(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/.test(randomUUID())); ok(randomUUID() !== crypto.randomUUID()); const n = randomInt(3, 9); ok(n >= 3 && n < 9);
			eq(crypto.getRandomValues(new Uint8Array(8)).length, 8)`},
		{"events", `import EventEmitter, { once } from "node:events"; const e = new EventEmitter(); let s = ""; e.on("x", (v) => s += v); e.once("x", () => s += "!");
			e.emit("x", 1); e.emit("x", 2); eq(s, "1!2"); const p = once(e, "y"); e.emit("y", 7); eq(await p, [7]); throws(() => e.emit("error", new RangeError("r")), "RangeError")`},
		{"fs", `import fs from "node:fs"; import { readFile, writeFile, readdir } from "node:fs/promises";
			fs.writeFileSync("/tmp/a.txt", "one"); fs.appendFileSync("/tmp/a.txt", " two"); eq(await readFile("/tmp/a.txt", "utf8"), "one two");
			fs.mkdirSync("/tmp/d/e", { recursive: true }); await writeFile("/tmp/d/e/f", new Uint8Array(3)); eq(await readdir("/tmp/d", { recursive: true }), ["e", "e/f"]);
			eq(fs.statSync("/tmp/d/e/f").size, 3); ok(fs.statSync("/tmp").isDirectory()); eq(fs.existsSync("/etc/passwd"), false);
			let err; try { fs.readFileSync("/etc/passwd") } catch (e) { err = e } eq([err.code, err.message], ["ENOENT", "ENOENT: no such file or directory, open '/etc/passwd'"]);
			try { fs.writeFileSync("/var/task/x", "") } catch (e) { err = e } eq(err.message, "EROFS: read-only file system, open '/var/task/x'");
			ok(fs.readFileSync("/var/task/index.mjs", "utf8").includes("handler")); eq(fs.readdirSync("/var/task"), ["index.mjs"]);
			fs.renameSync("/tmp/d", "/tmp/g"); eq(fs.existsSync("/tmp/g/e/f"), true); fs.rmSync("/tmp/g", { recursive: true }); fs.unlinkSync("/tmp/a.txt"); eq(fs.readdirSync("/tmp"), []);
			try { fs.writeFileSync("/tmp/big", new Uint8Array(2 << 20)) } catch (e) { err = e } eq(err.code, "ENOSPC")`},
		{"util", `import util, { promisify } from "node:util"; eq(await promisify((x, cb) => cb(null, x + 1))(1), 2); eq(util.format("%s %d %j", "a", 1, { b: 2 }), 'a 1 {"b":2}');
			ok(util.isDeepStrictEqual({ a: [1, new Map([[1, 2]])] }, { a: [1, new Map([[1, 2]])] })); ok(!util.isDeepStrictEqual([1], [2]))`},
		{"assert", `import assert from "node:assert/strict"; assert.deepEqual({ a: 1 }, { a: 1 }); assert.throws(() => null.x, TypeError); throws(() => assert.equal(1, 2), "AssertionError")`},
		{"clone", `const a = { d: new Date(5), m: new Map([["k", [1]]]) }; a.self = a; const b = structuredClone(a); ok(b !== a && b.self === b); eq(b.d.getTime(), 5); eq(b.m.get("k"), [1]); throws(() => structuredClone(() => 1), "DataCloneError")`},
		{"abort", `const c = new AbortController(); let n = 0; c.signal.addEventListener("abort", () => n++); c.abort(); c.abort(); eq(n, 1); eq(c.signal.reason.name, "AbortError")`},
		{"date", `eq(new Date().toISOString(), "2026-09-21T14:13:20.000Z"); eq(new Date(2026, 0, 31, 13).toString(), "Sat Jan 31 2026 13:00:00 GMT+0000 (Coordinated Universal Time)");
			eq(new Date("2026-01-31T13:00:00").getTime(), Date.UTC(2026, 0, 31, 13)); eq(new Date("2026-01-31").getHours(), 0); eq(Date.parse("Jan 31, 2026 10:00"), Date.UTC(2026, 0, 31, 10));
			eq(Date.parse("2026-01-31T13:00:00+02:00"), Date.UTC(2026, 0, 31, 11)); eq(new Date(0).toLocaleString(), "1/1/1970, 12:00:00 AM"); eq(String(new Date(NaN)), "Invalid Date");
			eq(new Date(0).getTimezoneOffset(), 0); ok(new Date() instanceof Date); ok(new (class extends Date {})(5).getTime() === 5); eq(typeof Date(), "string"); eq(Date.length, 7);
			const d = new Date(0); d.setHours(5); eq(d.getTime(), 5 * 3600e3)`},
		{"process", `eq(process.env.STAGE, "test"); process.env.X = 1; eq(process.env.X, "1"); eq(process.cwd(), "/var/task"); ok(process.memoryUsage().rss > 60e6); eq(typeof process.hrtime.bigint(), "bigint")`},
		{"globals", `eq(typeof require, "undefined"); eq(typeof InternalError, "undefined"); eq(typeof host, "undefined"); ok(global === globalThis); ok(setTimeout.toString().includes("[native code]")); eq(import.meta.url, "file:///var/task/index.mjs")`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var imports, body []string
			for _, part := range strings.Split(c.source, ";") {
				if strings.HasPrefix(strings.TrimSpace(part), "import ") {
					imports = append(imports, part)
				} else {
					body = append(body, part)
				}
			}
			source := strings.Join(imports, ";") + `;
const eq = (a, b) => { const x = JSON.stringify(a), y = JSON.stringify(b); if (x !== y) throw new Error("got " + x + ", want " + y) };
const ok = (v) => { if (!v) throw new Error("not ok") };
const throws = (f, name) => { try { f() } catch (e) { if (e.name !== name) throw e; return } throw new Error("nothing thrown") };
export const handler = async () => {` + strings.Join(body, ";") + `};`
			turn := invoke(t, source, `{}`, func(c *Config) { c.Env = map[string]string{"STAGE": "test"}; c.TmpMB = 1 })
			if turn.Err != nil || !turn.Settled {
				t.Errorf("%+v %+v", turn.Err, turn)
			}
		})
	}
}
