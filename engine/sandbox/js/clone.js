// structuredClone.
(function (host, kit) {
  "use strict";
  const { DOMException } = kit.lib("abort");
  const refuse = (v) => { throw new DOMException(`${typeof v === "function" ? Function.prototype.toString.call(v) : String(v)} could not be cloned.`, "DataCloneError"); };
  const copy = (v, seen) => {
    if (typeof v === "function" || typeof v === "symbol") return refuse(v);
    if (typeof v !== "object" || v === null) return v;
    if (seen.has(v)) return seen.get(v);
    const keep = (c) => { seen.set(v, c); return c; };
    if (v instanceof Date) return keep(new Date(v.getTime()));
    if (v instanceof RegExp) return keep(new RegExp(v.source, v.flags));
    if (v instanceof ArrayBuffer) return keep(v.slice(0));
    if (v instanceof DataView) return keep(new DataView(copy(v.buffer, seen), v.byteOffset, v.byteLength));
    if (ArrayBuffer.isView(v)) {
      let C = v.constructor;
      if (kit.lib("buffer").Buffer === C) C = Uint8Array;
      return keep(new C(copy(v.buffer, seen), v.byteOffset, v.length));
    }
    for (const C of [Number, String, Boolean, BigInt]) if (v instanceof C) return keep(Object(v.valueOf()));
    if (v instanceof Map) {
      const m = keep(new Map());
      for (const [k, x] of [...v]) m.set(copy(k, seen), copy(x, seen));
      return m;
    }
    if (v instanceof Set) {
      const s = keep(new Set());
      for (const x of [...v]) s.add(copy(x, seen));
      return s;
    }
    if (kit.isError(v)) {
      const types = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
      const e = keep(new (types[v.name] ?? kit.Error)(v.message));
      e.stack = v.stack;
      if (Object.prototype.hasOwnProperty.call(v, "cause")) e.cause = copy(v.cause, seen);
      return e;
    }
    if (v instanceof Promise || v instanceof WeakMap || v instanceof WeakSet || v instanceof WeakRef) return refuse(Object.prototype.toString.call(v).replace("[object ", "#<").replace("]", ">"));
    const out = keep(Array.isArray(v) ? new Array(v.length) : {});
    for (const k of Object.keys(v)) out[k] = copy(v[k], seen);
    return out;
  };
  const structuredClone = (v, options) => {
    if (options?.transfer?.length) throw new DOMException("transfer is not supported", "DataCloneError");
    return copy(v, new Map());
  };
  return { structuredClone };
})
