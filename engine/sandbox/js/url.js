// URL and URLSearchParams, parsed by the host.
(function (host, kit) {
  "use strict";
  const { parse, coded } = kit;
  const encode = (s) => encodeURIComponent(s).replace(/%20/g, "+").replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const decode = (s) => { s = s.replaceAll("+", " "); try { return decodeURIComponent(s); } catch { return s; } };
  class URLSearchParams {
    #list = []; #changed = () => {};
    constructor(init = "", changed = undefined) {
      if (typeof init === "object" && init !== null) {
        const pairs = typeof init[Symbol.iterator] === "function" ? init : Object.entries(init);
        for (const [k, v] of pairs) this.#list.push([`${k}`, `${v}`]);
      } else {
        for (const part of `${init}`.replace(/^\?/, "").split("&")) {
          if (part === "") continue;
          const i = part.indexOf("=");
          this.#list.push(i < 0 ? [decode(part), ""] : [decode(part.slice(0, i)), decode(part.slice(i + 1))]);
        }
      }
      if (typeof changed === "function") this.#changed = changed;
    }
    get size() { return this.#list.length; }
    append(k, v) { this.#list.push([`${k}`, `${v}`]); this.#changed(); }
    delete(k, v) { this.#list = this.#list.filter((p) => p[0] !== k || (v !== undefined && p[1] !== v)); this.#changed(); }
    get(k) { return this.#list.find((p) => p[0] === k)?.[1] ?? null; }
    getAll(k) { return this.#list.filter((p) => p[0] === k).map((p) => p[1]); }
    has(k, v) { return this.#list.some((p) => p[0] === k && (v === undefined || p[1] === v)); }
    set(k, v) {
      const i = this.#list.findIndex((p) => p[0] === k);
      if (i < 0) this.#list.push([`${k}`, `${v}`]);
      else { this.#list[i][1] = `${v}`; this.#list = this.#list.filter((p, j) => j <= i || p[0] !== k); }
      this.#changed();
    }
    sort() { this.#list.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)); this.#changed(); }
    forEach(f, self) { for (const [k, v] of this.#list) f.call(self, v, k, this); }
    *keys() { for (const p of this.#list) yield p[0]; }
    *values() { for (const p of this.#list) yield p[1]; }
    *entries() { for (const p of this.#list) yield [...p]; }
    [Symbol.iterator]() { return this.entries(); }
    toString() { return this.#list.map(([k, v]) => `${encode(k)}=${encode(v)}`).join("&"); }
    [Symbol.for("nodejs.util.inspect.custom")](_, o, inspect) {
      return this.#list.length === 0 ? "URLSearchParams {}" : `URLSearchParams { ${this.#list.map(([k, v]) => `${inspect(k)} => ${inspect(v)}`).join(", ")} }`;
    }
  }
  const parts = ["protocol", "username", "password", "hostname", "port", "pathname", "search", "hash"];
  class URL {
    #p; #params;
    constructor(text, base) {
      const found = host.url(`${text}`, base === undefined ? "" : `${base}`);
      if (found === undefined) {
        const e = coded("TypeError", "ERR_INVALID_URL", "Invalid URL");
        e.input = `${text}`;
        if (base !== undefined) e.base = `${base}`;
        throw e;
      }
      this.#p = parse(found);
      this.#params = new URLSearchParams(this.#p.search, () => { const s = this.#params.toString(); this.#p.search = s === "" ? "" : `?${s}`; });
    }
    get host() { return this.#p.hostname + (this.#p.port === "" ? "" : `:${this.#p.port}`); }
    set host(v) { const [name, port = ""] = `${v}`.split(":"); this.hostname = name; this.port = port; }
    get origin() { return /^(https?|ftp|wss?):$/.test(this.#p.protocol) ? `${this.#p.protocol}//${this.host}` : "null"; }
    get searchParams() { return this.#params; }
    get href() {
      const p = this.#p, user = p.username === "" ? "" : `${p.username}${p.password === "" ? "" : `:${p.password}`}@`;
      const authority = p.hostname !== "" || p.protocol === "file:" ? `//${user}${this.host}` : "";
      return `${p.protocol}${authority}${p.pathname}${p.search}${p.hash}`;
    }
    set href(v) { const u = new URL(v); for (const name of parts) this.#p[name] = u[name]; this.#params = u.searchParams; }
    toString() { return this.href; }
    toJSON() { return this.href; }
    static canParse(text, base) { try { new URL(text, base); return true; } catch { return false; } }
    static parse(text, base) { try { return new URL(text, base); } catch { return null; } }
    static set(o, name, v) {
      v = `${v}`;
      if (name === "search" && v !== "" && !v.startsWith("?")) v = `?${v}`;
      if (name === "hash" && v !== "" && !v.startsWith("#")) v = `#${v}`;
      if (name === "pathname" && !v.startsWith("/")) v = `/${v}`;
      if (name === "protocol" && !v.endsWith(":")) v += ":";
      o.#p[name] = v;
      if (name === "search") o.#params = new URLSearchParams(v, () => { const s = o.#params.toString(); o.#p.search = s === "" ? "" : `?${s}`; });
    }
    static part(o, name) { return o.#p[name]; }
    [Symbol.for("nodejs.util.inspect.custom")](_, options, inspect) {
      const o = { href: this.href, origin: this.origin };
      for (const name of ["protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "searchParams", "hash"]) o[name] = this[name];
      return `URL ${inspect(o, options)}`;
    }
  }
  const { set, part } = URL;
  delete URL.set;
  delete URL.part;
  for (const name of parts) {
    kit.defineProperty(URL.prototype, name, { enumerable: true, configurable: true, get() { return part(this, name); }, set(v) { set(this, name, v); } });
  }
  const fileURLToPath = (u) => {
    u = new URL(u);
    if (u.protocol !== "file:") throw coded("TypeError", "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
    return decodeURIComponent(u.pathname);
  };
  const pathToFileURL = (p) => new URL(`file://${encodeURI(kit.lib("path").resolve(p)).replaceAll("?", "%3F").replaceAll("#", "%23")}`);
  return { URL, URLSearchParams, fileURLToPath, pathToFileURL, parse: (s) => new URL(s), format: (u) => `${u}` };
})
