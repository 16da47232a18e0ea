// TextEncoder and TextDecoder, of UTF-8 and what Buffer knows.
(function (host, kit) {
  "use strict";
  class TextEncoder {
    get encoding() { return "utf-8"; }
    encode(s = "") { return new Uint8Array(host.encode(`${s}`, "utf8")); }
    encodeInto(s, into) {
      let read = 0, written = 0;
      for (const c of s) {
        const b = new Uint8Array(host.encode(c, "utf8"));
        if (written + b.length > into.length) break;
        into.set(b, written);
        written += b.length;
        read += c.length;
      }
      return { read, written };
    }
  }
  const names = { __proto__: null, "utf-8": "utf8", utf8: "utf8", "utf-16le": "utf16le", latin1: "latin1", "iso-8859-1": "latin1", ascii: "latin1", "windows-1252": "latin1" };
  class TextDecoder {
    #how; #held = [];
    constructor(encoding = "utf-8", { fatal = false, ignoreBOM = false } = {}) {
      this.#how = names[`${encoding}`.trim().toLowerCase()];
      if (this.#how === undefined) throw kit.coded("RangeError", "ERR_ENCODING_NOT_SUPPORTED", `The "${encoding}" encoding is not supported`);
      this.encoding = this.#how === "utf8" ? "utf-8" : this.#how === "utf16le" ? "utf-16le" : "windows-1252";
      this.fatal = fatal;
      this.ignoreBOM = ignoreBOM;
    }
    decode(input, { stream = false } = {}) {
      let b = input === undefined ? new Uint8Array() : ArrayBuffer.isView(input) ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength) : new Uint8Array(input);
      if (this.#held.length) { const all = new Uint8Array(this.#held.length + b.length); all.set(this.#held); all.set(b, this.#held.length); b = all; }
      this.#held = [];
      if (stream && this.#how === "utf8") {
        const whole = b.length - unfinished(b);
        this.#held = Array.from(b.subarray(whole));
        b = b.subarray(0, whole);
      }
      const how = this.fatal && this.#how === "utf8" ? "utf8!" : this.#how;
      const s = host.decode(how, b.buffer, b.byteOffset, b.byteLength);
      if (s === undefined) throw kit.coded("TypeError", "ERR_ENCODING_INVALID_ENCODED_DATA", "The encoded data was not valid for encoding utf-8");
      return !this.ignoreBOM && s.charCodeAt(0) === 0xfeff ? s.slice(1) : s;
    }
  }
  // unfinished is how many bytes at the end begin a character that is to come.
  const unfinished = (b) => {
    for (let n = 1; n <= Math.min(3, b.length); n++) {
      const c = b[b.length - n];
      if (c >= 0xc0) return (c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2) > n ? n : 0;
      if (c < 0x80) return 0;
    }
    return 0;
  };
  return { TextEncoder, TextDecoder };
})
