// Buffer: the part of it that functions use, on Uint8Array.
(function (host, kit) {
  "use strict";
  const { coded } = kit;
  const encodings = {
    __proto__: null, utf8: "utf8", "utf-8": "utf8", hex: "hex", base64: "base64", base64url: "base64url", latin1: "latin1",
    binary: "latin1", ascii: "ascii", utf16le: "utf16le", "utf-16le": "utf16le", ucs2: "utf16le", "ucs-2": "utf16le",
  };
  const encoding = (name) => {
    if (name === undefined || name === null || name === "") return "utf8";
    const e = encodings[`${name}`.toLowerCase()];
    if (e === undefined) throw coded("TypeError", "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${name}`);
    return e;
  };
  const bytesOf = (v, enc) => {
    if (typeof v === "string") return new Uint8Array(host.encode(v, encoding(enc)));
    if (ArrayBuffer.isView(v)) return new Uint8Array(v.buffer, v.byteOffset, v.byteLength);
    return v;
  };
  const text = (b, enc, start = 0, end = b.length) => {
    start = Math.max(0, Math.trunc(start) || 0);
    end = Math.min(b.length, Math.trunc(end) || 0);
    return end <= start ? "" : host.decode(encoding(enc), b.buffer, b.byteOffset + start, end - start);
  };
  kit.bytesOf = bytesOf;
  kit.text = text;

  class Buffer extends Uint8Array {
    static poolSize = 8192;
    static from(v, a, b) {
      if (typeof v === "string") return new Buffer(host.encode(v, encoding(a)));
      if (v instanceof ArrayBuffer || v instanceof SharedArrayBuffer) return new Buffer(v, a, b);
      if (v?.type === "Buffer" && Array.isArray(v.data)) v = v.data;
      if (v !== null && typeof v === "object") {
        const p = v.valueOf();
        if (p !== v && p !== null && p !== undefined) return Buffer.from(p, a, b);
        const out = new Buffer(v.length >>> 0);
        for (let i = 0; i < out.length; i++) out[i] = v[i];
        return out;
      }
      throw coded("TypeError", "ERR_INVALID_ARG_TYPE", "The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. Received " + (v === null ? "null" : typeof v === "undefined" ? "undefined" : `type ${typeof v} (${String(v)})`));
    }
    static alloc(n, fill, enc) {
      if (typeof n !== "number") throw coded("TypeError", "ERR_INVALID_ARG_TYPE", `The "size" argument must be of type number. Received type ${typeof n}`);
      const b = new Buffer(n);
      return fill === undefined ? b : b.fill(fill, 0, n, enc);
    }
    static allocUnsafe(n) { return Buffer.alloc(n); }
    static allocUnsafeSlow(n) { return Buffer.alloc(n); }
    static isBuffer(b) { return b instanceof Buffer; }
    static isEncoding(e) { return typeof e === "string" && encodings[e.toLowerCase()] !== undefined; }
    static byteLength(v, enc) { return typeof v === "string" ? host.encode(v, encoding(enc)).byteLength : v.byteLength; }
    static concat(list, total = list.reduce((n, b) => n + b.length, 0)) {
      const out = Buffer.alloc(total);
      let at = 0;
      for (const b of list) {
        if (at >= total) break;
        out.set(b.length > total - at ? b.subarray(0, total - at) : b, at);
        at += b.length;
      }
      return out;
    }
    static compare(a, b) {
      const n = Math.min(a.length, b.length);
      for (let i = 0; i < n; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
      return Math.sign(a.length - b.length);
    }
    toString(enc, start, end) { return text(this, enc, start, end); }
    toLocaleString(enc, start, end) { return text(this, enc, start, end); }
    toJSON() { return { type: "Buffer", data: Array.from(this) }; }
    equals(b) { return Buffer.compare(this, b) === 0; }
    compare(b) { return Buffer.compare(this, b); }
    slice(a, b) { return this.subarray(a, b); }
    subarray(a, b) { const s = super.subarray(a, b); return new Buffer(s.buffer, s.byteOffset, s.length); }
    write(s, at = 0, n = undefined, enc = undefined) {
      if (typeof at === "string") { enc = at; at = 0; n = undefined; }
      if (typeof n === "string") { enc = n; n = undefined; }
      let b = bytesOf(s, enc);
      b = b.subarray(0, Math.min(n ?? Infinity, this.length - at));
      this.set(b, at);
      return b.length;
    }
    copy(to, at = 0, from = 0, end = this.length) {
      const part = Uint8Array.prototype.subarray.call(this, from, Math.min(end, from + to.length - at));
      to.set(part, at);
      return part.length;
    }
    fill(v, start = 0, end = this.length, enc = undefined) {
      if (typeof start === "string") { enc = start; start = 0; }
      if (typeof v === "number") return super.fill(v & 255, start, end);
      const b = bytesOf(v, enc);
      if (b.length === 0) return super.fill(0, start, end);
      for (let i = start; i < end; i++) this[i] = b[(i - start) % b.length];
      return this;
    }
    indexOf(v, at = 0, enc = undefined) {
      if (typeof v === "number") return super.indexOf(v & 255, at);
      const b = bytesOf(v, enc);
      outer: for (let i = Math.max(0, at < 0 ? this.length + at : at); i + b.length <= this.length; i++) {
        for (let j = 0; j < b.length; j++) if (this[i + j] !== b[j]) continue outer;
        return i;
      }
      return -1;
    }
    includes(v, at, enc) { return this.indexOf(v, at, enc) >= 0; }
    [Symbol.for("nodejs.util.inspect.custom")]() {
      const hex = host.decode("hex", this.buffer, this.byteOffset, Math.min(50, this.length)).replace(/(..)/g, " $1");
      const more = this.length > 50 ? ` ... ${this.length - 50} more byte${this.length > 51 ? "s" : ""}` : "";
      return `<Buffer${hex}${more}>`;
    }
  }
  const range = (b, at, n) => {
    if (typeof at !== "number" || at < 0 || at + n > b.length) {
      throw coded("RangeError", "ERR_OUT_OF_RANGE", `The value of "offset" is out of range. It must be >= 0 and <= ${b.length - n}. Received ${at}`);
    }
    return new DataView(b.buffer, b.byteOffset, b.length);
  };
  const kinds = [["Int8", 1], ["Uint8", 1], ["Int16", 2], ["Uint16", 2], ["Int32", 4], ["Uint32", 4], ["Float", 4, "Float32"],
    ["Double", 8, "Float64"], ["BigInt64", 8], ["BigUint64", 8]];
  for (const [name, n, view = name] of kinds) {
    for (const [end, little] of n === 1 ? [["", true]] : [["LE", true], ["BE", false]]) {
      const pair = {
        read(at = 0) { return range(this, at, n)[`get${view}`](at, little); },
        write(v, at = 0) { range(this, at, n)[`set${view}`](at, v, little); return at + n; },
      };
      for (const spelled of new Set([name, name.replace("Uint", "UInt")])) {
        for (const verb of ["read", "write"]) {
          kit.defineProperty(Buffer.prototype, `${verb}${spelled}${end}`, { value: pair[verb], writable: true, configurable: true, enumerable: false });
        }
      }
    }
  }
  const invalid = () => new (kit.lib("abort").DOMException)("The string to be decoded is not correctly encoded.", "InvalidCharacterError");
  const atob = (s) => {
    const clean = `${s}`.replace(/[\t\n\f\r ]/g, "");
    if (/[^A-Za-z0-9+/=]/.test(clean) || clean.replace(/={1,2}$/, "").includes("=") || clean.replace(/=+$/, "").length % 4 === 1) throw invalid();
    return Buffer.from(clean, "base64").toString("latin1");
  };
  const btoa = (s) => {
    s = `${s}`;
    for (const c of s) if (c.charCodeAt(0) > 255 || c.length > 1) throw invalid();
    return Buffer.from(s, "latin1").toString("base64");
  };
  return { Buffer, atob, btoa, constants: { MAX_LENGTH: 2 ** 32, MAX_STRING_LENGTH: 2 ** 29 - 24 }, kMaxLength: 2 ** 32 };
})
