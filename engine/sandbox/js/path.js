// node:path, of POSIX.
(function () {
  "use strict";
  const check = (p) => {
    if (typeof p !== "string") {
      const e = new TypeError(`The "path" argument must be of type string. Received ${p === null ? "null" : typeof p}`);
      e.code = "ERR_INVALID_ARG_TYPE";
      throw e;
    }
  };
  const parts = (p, absolute) => {
    const out = [];
    for (const part of p.split("/")) {
      if (part === "" || part === ".") continue;
      if (part !== "..") out.push(part);
      else if (out.length > 0 && out[out.length - 1] !== "..") out.pop();
      else if (!absolute) out.push("..");
    }
    return out.join("/");
  };
  const path = {
    sep: "/", delimiter: ":",
    isAbsolute(p) { check(p); return p.startsWith("/"); },
    normalize(p) {
      check(p);
      if (p === "") return ".";
      const absolute = p.startsWith("/");
      let out = parts(p, absolute);
      if (out === "" && !absolute) out = ".";
      if (out !== "" && p.endsWith("/")) out += "/";
      return absolute ? `/${out}` : out;
    },
    join(...list) {
      list.forEach(check);
      return path.normalize(list.filter((p) => p !== "").join("/"));
    },
    resolve(...list) {
      let out = "";
      for (let i = list.length - 1; i >= -1 && !out.startsWith("/"); i--) {
        const p = i >= 0 ? list[i] : "/var/task";
        check(p);
        if (p !== "") out = out === "" ? p : `${p}/${out}`;
      }
      return `/${parts(out, true)}`;
    },
    relative(from, to) {
      const a = path.resolve(from).slice(1).split("/"), b = path.resolve(to).slice(1).split("/");
      if (a[0] === "") a.pop();
      if (b[0] === "") b.pop();
      let i = 0;
      while (i < a.length && i < b.length && a[i] === b[i]) i++;
      return [...a.slice(i).map(() => ".."), ...b.slice(i)].join("/");
    },
    dirname(p) {
      check(p);
      const s = p.replace(/\/+$/, "");
      if (s === "") return p.startsWith("/") ? "/" : ".";
      const i = s.lastIndexOf("/");
      return i < 0 ? "." : s.slice(0, i).replace(/\/+$/, "") || "/";
    },
    basename(p, suffix) {
      check(p);
      const base = p.replace(/\/+$/, "").split("/").pop();
      return suffix && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base;
    },
    extname(p) {
      const base = path.basename(p), i = base.lastIndexOf(".");
      return i <= 0 || /^\.+$/.test(base) ? "" : base.slice(i);
    },
    parse(p) {
      const base = path.basename(p), ext = path.extname(p), root = p.startsWith("/") ? "/" : "";
      const dir = p.includes("/") ? path.dirname(p) : "";
      return { root, dir: base === "" ? root : dir, base, ext, name: ext ? base.slice(0, -ext.length) : base };
    },
    format(o) {
      const dir = o.dir || o.root, base = o.base || `${o.name || ""}${o.ext ? (o.ext.startsWith(".") ? o.ext : `.${o.ext}`) : ""}`;
      return !dir ? base : dir === o.root ? dir + base : `${dir}/${base}`;
    },
    toNamespacedPath: (p) => p,
  };
  path.posix = path;
  return path;
})
