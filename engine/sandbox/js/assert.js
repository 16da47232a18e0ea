// node:assert.
(function (host, kit) {
  "use strict";
  const util = kit.lib("util");
  const { inspect } = util;
  class AssertionError extends kit.Error {
    constructor({ message, actual, expected, operator }) {
      super(message);
      this.generatedMessage = false;
      this.code = "ERR_ASSERTION";
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
    }
    get name() { return "AssertionError"; }
  }
  const check = (ok, message, text, actual, expected, operator) => {
    if (ok) return;
    if (kit.isError(message)) throw message;
    throw new AssertionError({ message: message ?? text, actual, expected, operator });
  };
  const pair = (a, b) => `\n+ actual - expected\n\n+ ${inspect(a)}\n- ${inspect(b)}\n`;
  const assert = (v, message) => check(v, message, "The expression evaluated to a falsy value", v, true, "==");
  const matches = (e, expected) => expected === undefined || (expected instanceof RegExp ? expected.test(String(e))
    : typeof expected === "function" ? (expected.prototype !== undefined && e instanceof expected) || expected === Error || expected(e) === true
      : Object.keys(expected).every((k) => (expected[k] instanceof RegExp ? expected[k].test(e[k]) : util.isDeepStrictEqual(e[k], expected[k]))));
  Object.assign(assert, {
    AssertionError, ok: assert,
    equal: (a, b, m) => check(a == b || (a !== a && b !== b), m, `${inspect(a)} == ${inspect(b)}`, a, b, "=="),
    notEqual: (a, b, m) => check(a != b, m, `${inspect(a)} != ${inspect(b)}`, a, b, "!="),
    strictEqual: (a, b, m) => check(Object.is(a, b), m, `Expected values to be strictly equal:${pair(a, b)}`, a, b, "strictEqual"),
    notStrictEqual: (a, b, m) => check(!Object.is(a, b), m, `Expected "actual" to be strictly unequal to: ${inspect(b)}`, a, b, "notStrictEqual"),
    deepStrictEqual: (a, b, m) => check(util.isDeepStrictEqual(a, b), m, `Expected values to be strictly deep-equal:${pair(a, b)}`, a, b, "deepStrictEqual"),
    notDeepStrictEqual: (a, b, m) => check(!util.isDeepStrictEqual(a, b), m, `Expected "actual" not to be strictly deep-equal to: ${inspect(b)}`, a, b, "notDeepStrictEqual"),
    match: (s, re, m) => check(re.test(s), m, `The input did not match the regular expression ${re}. Input:\n\n${inspect(s)}\n`, s, re, "match"),
    fail: (m) => check(false, m, "Failed", undefined, undefined, "fail"),
    throws(f, expected, m) {
      let thrown, threw = false;
      try { f(); } catch (e) { thrown = e; threw = true; }
      check(threw, m, "Missing expected exception.", undefined, expected, "throws");
      if (!matches(thrown, expected)) throw thrown;
    },
    async rejects(p, expected, m) {
      let thrown, threw = false;
      try { await (typeof p === "function" ? p() : p); } catch (e) { thrown = e; threw = true; }
      check(threw, m, "Missing expected rejection.", undefined, expected, "rejects");
      if (!matches(thrown, expected)) throw thrown;
    },
  });
  assert.deepEqual = assert.deepStrictEqual;
  assert.notDeepEqual = assert.notDeepStrictEqual;
  assert.strict = assert;
  return assert;
})
