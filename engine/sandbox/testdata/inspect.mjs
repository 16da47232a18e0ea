import util from "node:util";
class Point { constructor(x, y) { this.x = x; this.y = y } }
class Empty {}
class Sub extends Map {}
const circular = { name: "c", list: [] }; circular.self = circular; circular.list.push(circular);
const nullProto = Object.assign(Object.create(null), { a: 1 });
const sparse = [1, , 3]; sparse.extra = "x";
const withSymbol = { [Symbol("s")]: 1, "a-b": 2, valid_id: 3, 4: 5 };
const err = new RangeError("boom"); err.stack = "RangeError: boom";
const coded = new Error("no file"); coded.code = "ENOENT"; coded.stack = "Error: no file";
function named() {} ; const anon = (() => () => {})();
export const cases = [
  1, -0, 1.5, NaN, Infinity, 123456789012345678901234567890n, true, null, undefined, Symbol("x"), "plain", [""], ["it's", 'say "hi"', "new\nline", "tab\t", "é\u0007"],
  [], {}, [1, 2, 3], { a: 1, b: "two", c: [3] }, { a: { b: { c: { d: 1 } } } }, [[[[1]]]],
  Array.from({ length: 30 }, (_, i) => i * 7), Array.from({ length: 101 }, (_, i) => i), Array.from({ length: 20 }, (_, i) => "item" + i), Array.from({ length: 7 }, (_, i) => ({ id: i })),
  new Point(1, 2), new Empty(), new Map([["a", 1], [{ k: 1 }, [1, 2]]]), new Set([1, "two", { three: 3 }]), new Sub([[1, 2]]), new Map(), new Set(),
  circular, nullProto, sparse, withSymbol, { get a() { return 1 }, set b(v) {}, get c() { return 1 }, set c(v) {} },
  named, anon, Point, class extends Point {}, Math.max, async () => {}, function* gen() {},
  new Date(0), new Date(NaN), /a+b/gi, new Uint8Array([1, 2, 3]), new Float64Array(2), Buffer.from("hello"), new ArrayBuffer(4),
  Promise.resolve ? {} : 0, new WeakMap(), [undefined, null], { u: undefined, f: named, d: new Date(0), r: /x/ },
  { long: "x".repeat(60), other: "y".repeat(60) }, { statusCode: 200, headers: { "Content-Type": "application/json", "X-Request-Id": "abc" }, body: JSON.stringify({ ok: true, items: [1, 2, 3] }) },
  { Records: [{ messageId: "059f36b4-87a3-44ab-83d2-661975830a7d", receiptHandle: "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a", body: "Test message.", attributes: { ApproximateReceiveCount: "1", SentTimestamp: "1545082649183" }, eventSource: "aws:sqs" }] },
  [["a", 1], ["b", 2]], ["x".repeat(30), "y".repeat(30), "z".repeat(30)], [1.25, -3, 100000, 2, 3, 4, 5, 6], new Number(3), new String("abc"), new Boolean(false), Object(1n),
  [err], { err }, [coded], "a".repeat(120), { s: "line one\nline two is quite a bit longer than one" }, [new Point(1, 2), new Point(3, 4)], { a: [{ b: { c: {} } }], e: [[[]]] },
  Object.create({ inherited: 1 }), new (class extends Array {})(3), (function () { return arguments })(1, 2), globalThis.process ? [,] : 0, [1, [2, [3, [4, [5]]]]],
  { a: 1n, b: Symbol.iterator, c: -0 }, { "": 1, "a b": 2, a1: 3, "1a": 4 }, [true, false, null], new Error("x", { cause: 1 }).message, [new Set([[1, 2]]), new Map([["k", { v: 1 }]])],
];
export const formats = [["%s is %d years and %i, %f", "Bob", 42.5, 42.9, "1.50"], ["%j %o", { a: 1 }, [1]], ["%O", { a: { b: { c: { d: 1 } } } }], ["100%", 1], ["%%", 1], ["%s", null, undefined, "x"], ["a", { b: 1 }, [2], "c"], ["%s", { toString() { return "T" } }, Symbol("q")], ["%c styled", "css"], ["%d", "0x10", 3n], [{ a: 1 }, "b"], ["%s %s", "only"], ["%s", -0, [1, [2, [3]]]], ["%x", 1]];
export const handler = async () => {
  const out = [];
  for (const c of cases) { try { out.push(util.inspect(c)) } catch (e) { out.push("THROWS " + e.message) } }
  for (const f of formats) { try { out.push(util.format(...f)) } catch (e) { out.push("THROWS " + e.message) } }
  out.push(util.inspect({ a: { b: { c: { d: 1 } } } }, { depth: 0 }), util.inspect({ a: { b: { c: { d: 1 } } } }, { depth: null }), util.inspect([3, 1, 2], { compact: false }));
  return out;
};
