// util.inspect and util.format, after lib/internal/util/inspect.js of Node.js.
(function (host, kit) {
  "use strict";
  const custom = Symbol.for("nodejs.util.inspect.custom");
  const defaults = { depth: 2, breakLength: 128, compact: 3, maxArrayLength: 100, maxStringLength: 10000, showHidden: false, sorted: false };
  const identifier = /^[a-zA-Z_][a-zA-Z_0-9]*$/;
  const escapes = { "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\\": "\\\\" };

  const quote = (s) => {
    let q = "'";
    if (s.includes("'")) q = !s.includes('"') ? '"' : !s.includes("`") && !s.includes("${") ? "`" : "'";
    let out = "";
    for (const c of s) {
      const code = c.charCodeAt(0);
      if (c === "'" && q === "'") out += "\\'";
      else if (escapes[c]) out += escapes[c];
      else if (code < 32 || (code >= 127 && code < 160)) out += "\\x" + code.toString(16).toUpperCase().padStart(2, "0");
      else if (c.length === 1 && code >= 0xd800 && code <= 0xdfff) out += "\\u" + code.toString(16).toUpperCase();
      else out += c;
    }
    return q + out + q;
  };

  const primitive = (v, ctx) => {
    switch (typeof v) {
      case "string": {
        let rest = "";
        if (v.length > ctx.maxStringLength) {
          const n = v.length - ctx.maxStringLength;
          v = v.slice(0, ctx.maxStringLength);
          rest = `... ${n} more character${n > 1 ? "s" : ""}`;
        }
        if (ctx.compact !== true && v.length > 16 && v.length > ctx.breakLength - ctx.indent - 4) {
          return v.split(/(?<=\n)/).map(quote).join(` +\n${" ".repeat(ctx.indent + 2)}`) + rest;
        }
        return quote(v) + rest;
      }
      case "number": return Object.is(v, -0) ? "-0" : `${v}`;
      case "bigint": return `${v}n`;
      case "symbol": return v.toString();
      default: return `${v}`;
    }
  };

  const constructorName = (o) => {
    for (let p = o; p !== null; p = Object.getPrototypeOf(p)) {
      const d = Object.getOwnPropertyDescriptor(p, "constructor");
      if (d !== undefined && typeof d.value === "function" && d.value.name !== "" && (o instanceof d.value || p === o || o === d.value.prototype)) return d.value.name;
    }
    return null;
  };
  const prefix = (name, tag, fallback, size = "") => {
    const t = tag !== "" && name !== tag ? `[${tag}] ` : "";
    return name === null ? `[${fallback}${size}: null prototype] ${t}` : `${name}${size} ${t}`;
  };

  const functionBase = (f, name, tag) => {
    const source = Function.prototype.toString.call(f);
    if (source.startsWith("class") && source.endsWith("}")) {
      const parent = Object.getPrototypeOf(f)?.name;
      return `[class ${f.name === "" ? "(anonymous)" : f.name}${parent ? ` extends ${parent}` : ""}]`;
    }
    let type = "Function";
    const proto = Object.prototype.toString.call(f).slice(8, -1);
    if (proto !== "Function") type = proto;
    let base = `[${type}`;
    if (name === null) base += " (null prototype)";
    base += f.name === "" ? " (anonymous)" : `: ${f.name}`;
    return base + "]";
  };

  const errorBase = (e, keys, ctx) => {
    const own = Object.prototype.hasOwnProperty;
    for (const key of ["name", "message", "stack"]) {
      const i = keys.indexOf(key);
      if (i >= 0 && (key === "stack" || String(kit.traceText(e)).includes(String(e[key])))) keys.splice(i, 1);
    }
    if (own.call(e, "cause") && !keys.includes("cause")) keys.push("cause");
    if (Array.isArray(e.errors) && !keys.includes("errors")) keys.push("errors");
    let stack = kit.traceText(e);
    const name = constructorName(e);
    if (name !== null && name !== e.name && name !== "Error" && stack.startsWith("Error")) stack = name + stack.slice(5);
    if (typeof e.code === "string" && keys.includes("code") && !stack.startsWith(`${e.name} [`) && /^ERR_/.test(e.code)) {
      stack = stack.replace(e.name, `${e.name} [${e.code}]`);
    }
    if (!stack.includes("\n    at ")) stack = `[${stack}]`;
    return ctx.indent > 0 ? stack.replaceAll("\n", "\n" + " ".repeat(ctx.indent)) : stack;
  };

  const keyText = (key) => {
    if (typeof key === "symbol") return `[${key.toString()}]`;
    return identifier.test(key) ? key : quote(key);
  };

  const property = (ctx, o, key, depth, inArray) => {
    const d = Object.getOwnPropertyDescriptor(o, key) ?? { value: o[key], enumerable: true };
    let text;
    if (d.value !== undefined || !(d.get || d.set)) {
      ctx.indent += 2;
      text = value(ctx, d.value, depth);
      ctx.indent -= 2;
    } else {
      text = d.get ? (d.set ? "[Getter/Setter]" : "[Getter]") : "[Setter]";
    }
    if (inArray) return text;
    return `${d.enumerable ? keyText(key) : `[${String(key)}]`}: ${text}`;
  };

  const remaining = (n) => `... ${n} more item${n > 1 ? "s" : ""}`;

  const arrayItems = (ctx, a, depth) => {
    const out = [], most = Math.min(ctx.maxArrayLength, a.length);
    for (let i = 0; i < a.length && out.length < most; i++) {
      if (Object.prototype.hasOwnProperty.call(a, i)) { out.push(property(ctx, a, i, depth, true)); continue; }
      let j = i;
      while (j < a.length && j - i < 100000 && !Object.prototype.hasOwnProperty.call(a, j)) j++;
      if (j - i === 100000) j = a.length;
      out.push(`<${j - i} empty item${j - i > 1 ? "s" : ""}>`);
      i = j - 1;
    }
    if (a.length > most && out.length >= most) out.push(remaining(a.length - most));
    return out;
  };
  const typedItems = (ctx, a) => {
    const most = Math.min(ctx.maxArrayLength, a.length), out = new Array(most);
    for (let i = 0; i < most; i++) out[i] = primitive(a[i], ctx);
    if (a.length > most) out.push(remaining(a.length - most));
    return out;
  };
  const setItems = (ctx, s, depth) => {
    const out = [];
    ctx.indent += 2;
    for (const v of Set.prototype.values.call(s)) out.length < ctx.maxArrayLength && out.push(value(ctx, v, depth));
    ctx.indent -= 2;
    if (s.size > out.length) out.push(remaining(s.size - out.length));
    return out;
  };
  const mapItems = (ctx, m, depth) => {
    const out = [];
    ctx.indent += 2;
    for (const [k, v] of Map.prototype.entries.call(m)) out.length < ctx.maxArrayLength && out.push(`${value(ctx, k, depth)} => ${value(ctx, v, depth)}`);
    ctx.indent -= 2;
    if (m.size > out.length) out.push(remaining(m.size - out.length));
    return out;
  };

  // describe finds out how an object is shown: braces, a base text, its items.
  const describe = (ctx, v, keys, name, tag) => {
    if (Array.isArray(v)) {
      const p = name !== "Array" || tag !== "" ? prefix(name, tag, "Array", `(${v.length})`) : "";
      return { braces: [`${p}[`, "]"], items: arrayItems, array: true, empty: `${p}[]` };
    }
    if (v instanceof Set) {
      const p = prefix(name, tag, "Set", `(${v.size})`);
      return { braces: [`${p}{`, "}"], items: setItems, empty: `${p}{}` };
    }
    if (v instanceof Map) {
      const p = prefix(name, tag, "Map", `(${v.size})`);
      return { braces: [`${p}{`, "}"], items: mapItems, empty: `${p}{}` };
    }
    if (ArrayBuffer.isView(v) && !(v instanceof DataView)) {
      const p = prefix(name, tag === name ? "" : tag, "TypedArray", `(${v.length})`);
      return { braces: [`${p}[`, "]"], items: typedItems, array: true, empty: `${p}[]` };
    }
    if (v instanceof ArrayBuffer) {
      const bytes = host.decode("hex", v, 0, 50).replace(/(..)(?!$)/g, "$1 ");
      const more = v.byteLength > 50 ? ` ... ${v.byteLength - 50} more byte${v.byteLength > 51 ? "s" : ""}` : "";
      return { braces: [`${prefix(name, tag, "ArrayBuffer")}{`, "}"], items: () => [`[Uint8Contents]: <${bytes}${more}>`, `byteLength: ${v.byteLength}`] };
    }
    if (typeof v === "function") return { base: functionBase(v, name, tag), braces: ["{", "}"] };
    if (kit.isError(v)) return { base: errorBase(v, keys, ctx), braces: ["{", "}"] };
    if (v instanceof RegExp) return { base: RegExp.prototype.toString.call(v), braces: ["{", "}"] };
    if (v instanceof Date) return { base: isNaN(v) ? "Invalid Date" : v.toISOString(), braces: ["{", "}"] };
    if (v instanceof Promise) return { braces: [`${prefix(name, tag, "Promise")}{`, "}"], items: () => ["<pending>"] };
    if (v instanceof WeakMap || v instanceof WeakSet) return { braces: [`${prefix(name, tag, "Weak")}{`, "}"], items: () => ["<items unknown>"] };
    for (const [C, type] of [[Number, "Number"], [String, "String"], [Boolean, "Boolean"], [Symbol, "Symbol"], [BigInt, "BigInt"]]) {
      if (!(v instanceof C)) continue;
      if (type === "String") keys.splice(0, v.length);
      return { base: `[${type}: ${primitive(v.valueOf(), { ...defaults, indent: 0 })}]`, braces: ["{", "}"] };
    }
    if (tag === "Module") return { braces: ["[Module: null prototype] {", "}"] };
    const isArguments = Object.prototype.toString.call(v) === "[object Arguments]";
    if (isArguments) return { braces: ["[Arguments] {", "}"], empty: "[Arguments] {}" };
    const p = name === "Object" && tag === "" ? "" : prefix(name, tag, "Object");
    return { braces: [`${p}{`, "}"], empty: `${p}{}` };
  };

  const object = (ctx, v, depth) => {
    const name = constructorName(v);
    let tag = v[Symbol.toStringTag];
    if (typeof tag !== "string" || tag === "" || tag === name) tag = "";
    const indexed = Array.isArray(v) || (ArrayBuffer.isView(v) && !(v instanceof DataView));
    let keys = ctx.showHidden ? Object.getOwnPropertyNames(v) : Object.keys(v);
    if (indexed) keys = keys.filter((k) => !/^(0|[1-9]\d*)$/.test(k));
    for (const s of Object.getOwnPropertySymbols(v)) {
      if (ctx.showHidden || Object.prototype.propertyIsEnumerable.call(v, s)) keys.push(s);
    }
    const d = describe(ctx, v, keys, name, tag);
    if (keys.length === 0) {
      if (d.base) return d.base;
      if (!d.items || (d.empty && (v.length === 0 || v.size === 0))) return d.empty ?? `${d.braces[0]}}`;
    }
    if (depth > ctx.depth) return `[${indexed && Array.isArray(v) ? "Array" : `${name === null ? "Object: null prototype" : name}`}]`;
    ctx.seen.push(v);
    ctx.current = depth;
    let out = d.items ? d.items(ctx, v, depth + 1) : [];
    for (const key of keys) out.push(property(ctx, v, key, depth + 1, false));
    ctx.seen.pop();
    if (ctx.circular?.has(v)) {
      const ref = `<ref *${ctx.circular.get(v)}>`;
      if (ctx.compact !== true) { if (d.base) d.base = `${ref} ${d.base}`; else d.braces[0] = `${ref} ${d.braces[0]}`; }
    }
    if (ctx.sorted) out.sort();
    return single(ctx, out, d, depth, v);
  };

  // group lines many short items of an array up in columns.
  const group = (ctx, out, v) => {
    let total = 0, longest = 0, n = out.length;
    if (ctx.maxArrayLength < v.length) n--; // "more items"
    const lengths = new Array(n);
    for (let i = 0; i < n; i++) {
      lengths[i] = out[i].length;
      total += lengths[i] + 2;
      longest = Math.max(longest, lengths[i]);
    }
    const actual = longest + 2;
    if (!(actual * 3 + ctx.indent < ctx.breakLength && (total / actual > 5 || longest <= 6))) return out;
    const bias = Math.sqrt(actual - total / out.length), biased = Math.max(actual - 3 - bias, 1);
    const columns = Math.min(Math.round(Math.sqrt(2.5 * biased * n) / biased), Math.floor((ctx.breakLength - ctx.indent) / actual), ctx.compact * 4, 15);
    if (columns <= 1) return out;
    const widths = [], lines = [];
    for (let i = 0; i < columns; i++) {
      let w = 0;
      for (let j = i; j < n; j += columns) w = Math.max(w, lengths[j]);
      widths.push(w + 2);
    }
    const numeric = v !== undefined && [...Array(Math.min(v.length, 100)).keys()].every((i) => typeof v[i] === "number" || typeof v[i] === "bigint");
    for (let i = 0; i < n; i += columns) {
      const end = Math.min(i + columns, n);
      let line = "", j = i;
      for (; j < end - 1; j++) line += numeric ? `${out[j]}, `.padStart(widths[j - i]) : `${out[j]}, `.padEnd(widths[j - i]);
      line += numeric ? out[j].padStart(widths[j - i] - 2) : out[j];
      lines.push(line);
    }
    if (ctx.maxArrayLength < v.length) lines.push(out[n]);
    return lines;
  };

  const single = (ctx, out, d, depth, v) => {
    const base = d.base ? `${d.base} ` : "", open = d.braces[0], close = d.braces[1], entries = out.length;
    if (ctx.compact === false) return `${base}${open}\n${" ".repeat(ctx.indent)}  ${out.join(`,\n${" ".repeat(ctx.indent)}  `)}\n${" ".repeat(ctx.indent)}${close}`;
    if (d.array && entries > 6) out = group(ctx, out, v);
    if (ctx.current - depth < ctx.compact && entries === out.length) {
      const start = out.length + ctx.indent + open.length + (d.base ?? "").length + 10;
      let total = out.length + start;
      for (const s of out) total += s.length;
      if (total <= Math.min(ctx.breakLength, 80) && !(d.base ?? "").includes("\n")) {
        const line = out.join(", ");
        if (!line.includes("\n")) return `${base}${open} ${line} ${close}`;
      }
    }
    const pad = `\n${" ".repeat(ctx.indent)}`;
    return `${base}${open}${pad}  ${out.join(`,${pad}  `)}${pad}${close}`;
  };

  const value = (ctx, v, depth) => {
    if ((typeof v !== "object" && typeof v !== "function") || v === null) return primitive(v, ctx);
    const f = v[custom];
    if (typeof f === "function" && f !== inspect) {
      const options = { ...ctx.options, depth: ctx.depth === Infinity ? Infinity : ctx.depth - depth };
      const r = f.call(v, options.depth, options, inspect);
      if (r !== v) return typeof r === "object" ? value(ctx, r, depth) : String(r).replaceAll("\n", `\n${" ".repeat(ctx.indent)}`);
    }
    if (ctx.seen.includes(v)) {
      ctx.circular ??= new Map();
      if (!ctx.circular.has(v)) ctx.circular.set(v, ctx.circular.size + 1);
      return `[Circular *${ctx.circular.get(v)}]`;
    }
    return object(ctx, v, depth);
  };

  function inspect(v, options) {
    const o = typeof options === "object" && options !== null ? options : {};
    const ctx = { ...defaults, ...o, options: o, indent: 0, seen: [], current: 0 };
    if (ctx.depth === null) ctx.depth = Infinity;
    if (ctx.maxArrayLength === null) ctx.maxArrayLength = Infinity;
    if (ctx.maxStringLength === null) ctx.maxStringLength = Infinity;
    return value(ctx, v, 0);
  }
  inspect.custom = custom;
  inspect.defaultOptions = defaults;

  const number = (v, f) => (typeof v === "bigint" ? `${v}n` : typeof v === "symbol" ? "NaN" : primitive(f(v), defaults));
  const directives = {
    s: (v) => (typeof v === "bigint" ? `${v}n` : typeof v === "object" && v !== null ? (kit.isError(v) || (v.toString !== Object.prototype.toString && !Array.isArray(v) && typeof v.toString === "function") ? String(v) : inspect(v, { depth: 0 })) : typeof v === "symbol" ? v.toString() : Object.is(v, -0) ? "-0" : String(v)),
    d: (v) => number(v, (x) => (typeof x === "object" ? NaN : Number(x))),
    i: (v) => number(v, (x) => (typeof x === "object" ? NaN : parseInt(x))),
    f: (v) => number(v, parseFloat),
    j: (v) => { try { return kit.stringify(v); } catch { return "[Circular]"; } },
    o: (v) => inspect(v, { depth: 4, showHidden: true }),
    O: (v) => inspect(v),
    c: () => "",
  };
  const format = (...args) => {
    let text = "", i = 0;
    if (typeof args[0] === "string") {
      i = 1;
      text = args.length === 1 ? args[0] : args[0].replace(/%([sdifjoOc%])/g, (all, c) => {
        if (c === "%") return "%";
        return i < args.length ? directives[c](args[i++]) : all;
      });
    }
    for (; i < args.length; i++) {
      const part = typeof args[i] === "string" ? args[i] : inspect(args[i]);
      text += i > 0 ? " " + part : part;
    }
    return text;
  };
  return { inspect, format };
})
