// fetch: a call of the world's "http.fetch". Its input is {url, method,
// headers, body: {"$blob": 0}}, its output {status, statusText, url, headers,
// body: {"$blob": 0}}; headers are an object of strings.
(function (host, kit) {
  "use strict";
  kit.lib("buffer");
  const { parse, stringify, bytesOf } = kit;
  class Headers {
    #m = new Map();
    constructor(init) {
      if (init === undefined || init === null) return;
      for (const [k, v] of typeof init[Symbol.iterator] === "function" ? init : Object.entries(init)) this.append(k, v);
    }
    append(k, v) { const n = `${k}`.toLowerCase(); this.#m.set(n, this.#m.has(n) ? `${this.#m.get(n)}, ${v}` : `${v}`.trim()); }
    set(k, v) { this.#m.set(`${k}`.toLowerCase(), `${v}`.trim()); }
    get(k) { return this.#m.get(`${k}`.toLowerCase()) ?? null; }
    has(k) { return this.#m.has(`${k}`.toLowerCase()); }
    delete(k) { this.#m.delete(`${k}`.toLowerCase()); }
    forEach(f, self) { for (const [k, v] of this) f.call(self, v, k, this); }
    *entries() { yield* [...this.#m].sort((a, b) => (a[0] < b[0] ? -1 : 1)); }
    *keys() { for (const [k] of this) yield k; }
    *values() { for (const [, v] of this) yield v; }
    [Symbol.iterator]() { return this.entries(); }
  }
  const toBytes = (b, headers) => {
    if (b === undefined || b === null) return null;
    if (typeof b === "string") { if (!headers.has("content-type")) headers.set("content-type", "text/plain;charset=UTF-8"); return kit.lib("buffer"), bytesOf(b); }
    if (b instanceof kit.lib("url").URLSearchParams) { if (!headers.has("content-type")) headers.set("content-type", "application/x-www-form-urlencoded;charset=UTF-8"); return bytesOf(`${b}`); }
    if (b instanceof ArrayBuffer) return new Uint8Array(b);
    if (ArrayBuffer.isView(b)) return new Uint8Array(b.buffer, b.byteOffset, b.byteLength);
    return bytesOf(`${b}`);
  };
  class Body {
    #bytes; bodyUsed = false;
    constructor(bytes) { this.#bytes = bytes; }
    static peek(o) { return o.#bytes; }
    async bytes() {
      if (this.bodyUsed) throw new TypeError("Body is unusable: Body has already been read");
      if (this.#bytes) this.bodyUsed = true;
      return this.#bytes ?? new Uint8Array();
    }
    async text() { return new (kit.lib("text").TextDecoder)().decode(await this.bytes()); }
    async json() { return parse(await this.text()); }
    async arrayBuffer() { return (await this.bytes()).slice().buffer; }
  }
  const { peek } = Body;
  delete Body.peek;
  class Response extends Body {
    constructor(body, { status = 200, statusText = "", headers } = {}, url = "") {
      const h = new Headers(headers);
      super(toBytes(body, h));
      Object.assign(this, { status, statusText, headers: h, url, redirected: false, type: "default" });
    }
    get ok() { return this.status >= 200 && this.status <= 299; }
    clone() { return new Response(peek(this), this, this.url); }
    static json(v, init = {}) { return new Response(stringify(v), { ...init, headers: { "content-type": "application/json", ...init.headers } }); }
    static error() { return new Response(null, { status: 0 }); }
  }
  class Request extends Body {
    constructor(input, { method, headers, body, signal } = {}) {
      const from = input instanceof Request ? input : undefined;
      const h = new Headers(headers ?? from?.headers);
      super(toBytes(body, h) ?? (from ? peek(from) : null));
      const m = `${method ?? from?.method ?? "GET"}`;
      this.method = /^(get|post|put|delete|head|options)$/i.test(m) ? m.toUpperCase() : m;
      this.url = from ? from.url : new (kit.lib("url").URL)(`${input}`).href;
      this.headers = h;
      this.signal = signal ?? from?.signal;
      if ((this.method === "GET" || this.method === "HEAD") && peek(this)) throw new TypeError("Request with GET/HEAD method cannot have body.");
    }
    clone() { return new Request(this); }
  }
  const failed = (cause) => new TypeError("fetch failed", { cause });
  async function fetch(input, init) {
    let r;
    try { r = new Request(input, init); } catch (e) { throw e.code === "ERR_INVALID_URL" ? new TypeError(`Failed to parse URL from ${input}`, { cause: e }) : e; }
    r.signal?.throwIfAborted();
    if (!/^https?:/.test(r.url)) throw failed(new kit.Error("unknown scheme"));
    const b = peek(r), text = stringify({ url: r.url, method: r.method, headers: Object.fromEntries(r.headers), ...(b ? { body: { $blob: 0 } } : {}) });
    const call = b ? kit.world("http.fetch", text, b.buffer, b.byteOffset, b.byteLength) : kit.world("http.fetch", text);
    const abort = new kit.Promise((_, reject) => r.signal?.addEventListener("abort", () => reject(r.signal.reason), { once: true }));
    let out, blobs;
    try { [out, blobs] = await kit.Promise.race([call, abort]); } catch (e) { throw r.signal?.aborted ? r.signal.reason : failed(e); }
    const body = out.body?.$blob === undefined ? out.body : new Uint8Array(blobs[out.body.$blob]);
    return new Response(body, { status: out.status, statusText: out.statusText, headers: out.headers }, out.url ?? r.url);
  }
  return { fetch, Headers, Request, Response };
})
