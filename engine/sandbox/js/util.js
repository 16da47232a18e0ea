// node:util.
(function (host, kit) {
  "use strict";
  const { inspect, format } = kit.lib("inspect");
  const { apply, Promise, coded } = kit;
  const custom = Symbol.for("nodejs.util.promisify.custom");
  const promisify = (f) => {
    if (typeof f !== "function") throw coded("TypeError", "ERR_INVALID_ARG_TYPE", `The "original" argument must be of type function. Received ${f === null ? "null" : typeof f}`);
    if (f === kit.timers.setTimeout) return kit.lib("timersmodule").promises.setTimeout;
    if (f[custom]) return f[custom];
    return function (...args) {
      return new Promise((resolve, reject) => apply(f, this, [...args, (e, v) => (e ? reject(e) : resolve(v))]));
    };
  };
  promisify.custom = custom;
  const callbackify = (f) => function (...args) {
    const done = args.pop();
    apply(f, this, args).then((v) => kit.nextTick(done, null, v), (e) => kit.nextTick(done, e ?? new kit.Error("Promise was rejected with a falsy value")));
  };
  const same = (a, b, seen = []) => {
    if (Object.is(a, b)) return true;
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b) || seen.some(([x, y]) => x === a && y === b)) return seen.some(([x, y]) => x === a && y === b);
    seen = [...seen, [a, b]];
    if (a instanceof Date) return a.getTime() === b.getTime();
    if (a instanceof RegExp) return String(a) === String(b);
    if (kit.isError(a) && (a.message !== b.message || a.name !== b.name)) return false;
    if (a instanceof Map) return a.size === b.size && [...a].every(([k, v]) => b.has(k) && same(v, b.get(k), seen));
    if (a instanceof Set) return a.size === b.size && [...a].every((v) => b.has(v) || [...b].some((w) => same(v, w, seen)));
    const ka = Object.keys(a), kb = Object.keys(b);
    return ka.length === kb.length && (a.length === b.length) && ka.every((k) => Object.prototype.hasOwnProperty.call(b, k) && same(a[k], b[k], seen));
  };
  const is = (C) => (v) => v instanceof C;
  const { TextEncoder, TextDecoder } = kit.lib("text");
  return {
    inspect, format, promisify, callbackify, TextEncoder, TextDecoder,
    formatWithOptions: (_, ...args) => format(...args),
    isDeepStrictEqual: (a, b) => same(a, b),
    inherits(f, parent) { Object.setPrototypeOf(f.prototype, parent.prototype); f.super_ = parent; },
    deprecate: (f) => f,
    stripVTControlCharacters: (s) => `${s}`.replace(/\x1b\[[0-9;]*[A-Za-z]/g, ""),
    debuglog: () => Object.assign(() => {}, { enabled: false }),
    types: {
      isPromise: is(Promise), isDate: is(Date), isRegExp: is(RegExp), isMap: is(Map), isSet: is(Set), isNativeError: kit.isError,
      isArrayBuffer: is(ArrayBuffer), isAnyArrayBuffer: is(ArrayBuffer), isTypedArray: (v) => ArrayBuffer.isView(v) && !(v instanceof DataView),
      isUint8Array: is(Uint8Array), isAsyncFunction: (f) => Object.prototype.toString.call(f) === "[object AsyncFunction]",
      isGeneratorFunction: (f) => Object.prototype.toString.call(f) === "[object GeneratorFunction]",
    },
    isArray: Array.isArray,
  };
})
