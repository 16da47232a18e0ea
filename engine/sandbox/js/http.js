// node:http: servers, and requests by way of fetch. A server is three calls of
// the world: "http.listen" {port} opens it, "http.accept" {port} is answered
// with the next request {id, method, url, headers, address, body: {$blob: 0}},
// and "http.respond" {id, status, headers, body: {$blob: 0}} answers one.
(function (host, kit) {
  "use strict";
  kit.lib("buffer");
  const { stringify, bytesOf, world } = kit;
  const EventEmitter = kit.lib("events");
  const Buffer = kit.lib("buffer").Buffer;
  const STATUS_CODES = {
    100: "Continue", 101: "Switching Protocols", 200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 206: "Partial Content",
    301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect",
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 408: "Request Timeout",
    409: "Conflict", 410: "Gone", 411: "Length Required", 413: "Payload Too Large", 415: "Unsupported Media Type", 418: "I'm a Teapot",
    422: "Unprocessable Entity", 429: "Too Many Requests", 500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway",
    503: "Service Unavailable", 504: "Gateway Timeout",
  };
  const soon = kit.timers.queueMicrotask;
  const bytes = (chunk, encoding) => {
    if (chunk === undefined || chunk === null) return new Uint8Array();
    if (typeof chunk === "string") return encoding && encoding !== "utf8" && encoding !== "utf-8" ? Buffer.from(chunk, encoding) : bytesOf(chunk);
    if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    throw kit.coded("TypeError", "ERR_INVALID_ARG_TYPE", `The "chunk" argument must be of type string or an instance of Buffer or Uint8Array. Received ${typeof chunk}`);
  };

  class IncomingMessage extends EventEmitter {
    #body; #encoding; #told = false;
    constructor(from, body) {
      super();
      Object.assign(this, { httpVersion: "1.1", headers: {}, complete: true, ...from });
      this.#body = body;
    }
    get rawHeaders() { return Object.entries(this.headers).flat(); }
    setEncoding(e) { this.#encoding = e; return this; }
    on(name, f) {
      super.on(name, f);
      if ((name === "data" || name === "end") && !this.#told) {
        this.#told = true;
        soon(() => {
          const b = Buffer.from(this.#body);
          if (b.length) this.emit("data", this.#encoding ? b.toString(this.#encoding) : b);
          this.emit("end");
          this.emit("close");
        });
      }
      return this;
    }
    resume() { return this.on("data", () => {}); }
    pause() { return this; }
    destroy() { return this; }
    async *[Symbol.asyncIterator]() {
      this.#told = true;
      if (this.#body.length) yield this.#encoding ? Buffer.from(this.#body).toString(this.#encoding) : Buffer.from(this.#body);
    }
  }

  class ServerResponse extends EventEmitter {
    #id; #headers = new Map(); #parts = []; #silent;
    statusCode = 200; statusMessage; headersSent = false; writableEnded = false; finished = false;
    constructor(id, silent) { super(); this.#id = id; this.#silent = silent; }
    #open(what) {
      if (this.headersSent) throw kit.coded("Error", "ERR_HTTP_HEADERS_SENT", `Cannot ${what} headers after they are sent to the client`);
    }
    setHeader(name, value) { this.#open("set"); this.#headers.set(`${name}`.toLowerCase(), value); return this; }
    getHeader(name) { return this.#headers.get(`${name}`.toLowerCase()); }
    getHeaders() { return Object.fromEntries(this.#headers); }
    hasHeader(name) { return this.#headers.has(`${name}`.toLowerCase()); }
    removeHeader(name) { this.#open("remove"); this.#headers.delete(`${name}`.toLowerCase()); }
    writeHead(status, message, headers) {
      this.#open("write");
      if (typeof message === "object") headers = message;
      if (!Number.isInteger(status) || status < 100 || status > 999) throw kit.coded("RangeError", "ERR_HTTP_INVALID_STATUS_CODE", `Invalid status code: ${status}`);
      this.statusCode = status;
      for (const [k, v] of Object.entries(headers ?? {})) this.setHeader(k, v);
      this.headersSent = true;
      return this;
    }
    flushHeaders() { this.headersSent = true; }
    write(chunk, encoding, then) {
      if (typeof encoding === "function") [encoding, then] = [undefined, encoding];
      if (this.writableEnded) {
        const e = kit.coded("Error", "ERR_STREAM_WRITE_AFTER_END", "write after end");
        soon(() => this.emit("error", e));
        return false;
      }
      this.headersSent = true;
      this.#parts.push(bytes(chunk, encoding));
      if (then) soon(then);
      return true;
    }
    end(chunk, encoding, then) {
      if (typeof chunk === "function") [chunk, then] = [undefined, chunk];
      if (typeof encoding === "function") [encoding, then] = [undefined, encoding];
      if (this.writableEnded) return this;
      if (chunk !== undefined && chunk !== null) this.#parts.push(bytes(chunk, encoding));
      this.headersSent = this.writableEnded = this.finished = true;
      let size = 0;
      for (const p of this.#parts) size += p.length;
      const body = new Uint8Array(this.#silent ? 0 : size);
      let at = 0;
      if (!this.#silent) for (const p of this.#parts) { body.set(p, at); at += p.length; }
      if (!this.hasHeader("content-length") && !this.hasHeader("transfer-encoding")) this.#headers.set("content-length", size);
      const headers = Object.fromEntries([...this.#headers].map(([k, v]) => [k, Array.isArray(v) ? v.join(", ") : `${v}`]));
      world("http.respond", stringify({ id: this.#id, status: Number(this.statusCode), headers, body: { $blob: 0 } }), body.buffer, 0, body.length).catch(() => {});
      soon(() => { this.emit("finish"); this.emit("close"); then?.(); });
      return this;
    }
  }

  class Server extends EventEmitter {
    #port = null;
    listening = false;
    constructor(options, listener) {
      super();
      if (typeof options === "function") listener = options;
      if (listener) this.on("request", listener);
    }
    listen(...args) {
      const then = args.find((a) => typeof a === "function");
      const port = typeof args[0] === "object" && args[0] !== null ? args[0].port : args[0];
      if (then) this.once("listening", then);
      const n = typeof port === "function" || port === undefined ? 0 : Number(port);
      if (!Number.isInteger(n) || n < 0 || n > 65535) throw kit.coded("RangeError", "ERR_SOCKET_BAD_PORT", `options.port should be >= 0 and < 65536. Received type ${typeof port} (${port}).`);
      this.#open(n);
      return this;
    }
    async #open(port) {
      try {
        const [out] = await world("http.listen", stringify({ port }));
        this.#port = out?.port ?? port;
      } catch (e) {
        e.syscall = "listen";
        e.port = port;
        e.code = e.name;
        e.message = `listen ${e.name}: ${e.message} :::${port}`;
        soon(() => this.emit("error", e));
        return;
      }
      this.listening = true;
      soon(() => this.emit("listening"));
      while (this.listening) {
        let q, blobs;
        try { [q, blobs] = await world("http.accept", stringify({ port: this.#port })); } catch { return; }
        const body = q.body ? new Uint8Array(blobs[q.body.$blob]) : new Uint8Array();
        const socket = { remoteAddress: q.address, remotePort: 40000 };
        const request = new IncomingMessage({ method: q.method, url: q.url, headers: q.headers, socket, connection: socket }, body);
        const response = new ServerResponse(q.id, q.method === "HEAD");
        response.req = request;
        soon(() => this.emit("request", request, response));
      }
    }
    address() { return this.listening ? { address: "::", family: "IPv6", port: this.#port } : null; }
    close(then) {
      if (this.listening) world("http.close", stringify({ port: this.#port })).catch(() => {});
      this.listening = false;
      soon(() => { this.emit("close"); then?.(); });
      return this;
    }
    closeAllConnections() {}
    closeIdleConnections() {}
    setTimeout() { return this; }
  }

  // A client's request is a fetch when it ends.
  class ClientRequest extends EventEmitter {
    #url; #options; #parts = [];
    constructor(url, options, then) {
      super();
      this.#url = url; this.#options = options;
      if (then) this.once("response", then);
    }
    setHeader(name, value) { (this.#options.headers ??= {})[name] = value; return this; }
    write(chunk) { this.#parts.push(Buffer.from(bytes(chunk))); return true; }
    end(chunk) {
      if (chunk !== undefined) this.write(chunk);
      const { method = "GET", headers } = this.#options;
      const body = this.#parts.length ? Buffer.concat(this.#parts) : undefined;
      kit.lib("fetch").fetch(this.#url, { method, headers, body }).then(async (r) => {
        const got = new IncomingMessage({ statusCode: r.status, statusMessage: STATUS_CODES[r.status], headers: Object.fromEntries(r.headers) }, await r.bytes());
        soon(() => this.emit("response", got));
      }, (e) => soon(() => this.emit("error", e.cause ?? e)));
      return this;
    }
    destroy() { return this; }
    setTimeout() { return this; }
  }
  const request = (url, options, then) => {
    if (typeof options === "function") [options, then] = [undefined, options];
    if (typeof url === "object" && url.href === undefined) {
      const o = url;
      return new ClientRequest(`${o.protocol ?? "http:"}//${o.hostname ?? o.host ?? "localhost"}${o.port ? `:${o.port}` : ""}${o.path ?? "/"}`, { ...o }, then);
    }
    return new ClientRequest(`${url}`, { ...options }, then);
  };
  const get = (...args) => request(...args).end();
  const createServer = (options, listener) => new Server(options, listener);
  return { createServer, request, get, Server, IncomingMessage, ServerResponse, ClientRequest, STATUS_CODES, METHODS: ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"] };
})
