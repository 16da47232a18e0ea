// node:fs and node:fs/promises: /tmp, which may be written, and /var/task.
(function (host, kit) {
  "use strict";
  const { Buffer } = kit.lib("buffer");
  const path = kit.lib("path");
  const { bytesOf, parse, coded, nextTick } = kit;

  const full = (p) => {
    if (p instanceof kit.lib("url").URL) p = decodeURIComponent(p.pathname);
    else if (ArrayBuffer.isView(p)) p = Buffer.from(p).toString();
    if (typeof p !== "string") throw coded("TypeError", "ERR_INVALID_ARG_TYPE", `The "path" argument must be of type string or an instance of Buffer or URL. Received ${p === null ? "null" : typeof p}`);
    return path.resolve(p);
  };
  const option = (options, name) => (typeof options === "object" && options !== null ? options[name] : undefined);
  const encodingOf = (options) => (typeof options === "string" ? options : option(options, "encoding"));

  class Stats {
    #folder;
    constructor({ size, folder, changed }) {
      this.#folder = folder;
      Object.assign(this, { mode: folder ? 16877 : 33188, uid: 993, gid: 990, size, atimeMs: changed, mtimeMs: changed, ctimeMs: changed, birthtimeMs: changed,
        atime: new Date(changed), mtime: new Date(changed), ctime: new Date(changed), birthtime: new Date(changed) });
    }
    isDirectory() { return this.#folder; }
    isFile() { return !this.#folder; }
    isSymbolicLink() { return false; }
  }
  class Dirent {
    #folder;
    constructor(name, parentPath, folder) { this.name = name; this.parentPath = parentPath; this.#folder = folder; }
    isDirectory() { return this.#folder; }
    isFile() { return !this.#folder; }
    isSymbolicLink() { return false; }
  }
  const stat = (p) => parse(host.stat(p, 0));
  const put = (p, data, options, flag) => {
    if (typeof data !== "string" && !ArrayBuffer.isView(data)) throw coded("TypeError", "ERR_INVALID_ARG_TYPE", `The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received ${data === null ? "null" : typeof data}`);
    const b = bytesOf(data, encodingOf(options));
    host.write(full(p), option(options, "flag") ?? flag, b.buffer, b.byteOffset, b.byteLength);
  };
  const sync = {
    readFile(p, options) {
      const b = Buffer.from(host.read(full(p))), enc = encodingOf(options);
      return enc && enc !== "buffer" ? b.toString(enc) : b;
    },
    writeFile(p, data, options) { put(p, data, options, "w"); },
    appendFile(p, data, options) { put(p, data, options, "a"); },
    unlink(p) { host.remove(full(p), "unlink", 0); },
    rmdir(p) { host.remove(full(p), "rmdir", 0); },
    rm(p, options) {
      const name = full(p);
      if (host.stat(name, 1) === undefined) { if (option(options, "force")) return; host.stat(name, 0); }
      if (stat(name).folder && !option(options, "recursive")) throw coded("Error", "ERR_FS_EISDIR", `Path is a directory: rm returned EISDIR (is a directory) ${name}`);
      host.remove(name, "unlink", option(options, "recursive") ? 1 : 0);
    },
    mkdir(p, options) { host.mkdir(full(p), option(options, "recursive") ? 1 : 0); },
    mkdtemp(prefix) {
      const letters = kit.lib("crypto").randomBytes(6), chars = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
      const name = `${prefix}${Array.from(letters, (n) => chars[n % 62]).join("")}`;
      host.mkdir(full(name), 0);
      return name;
    },
    readdir(p, options) {
      const dir = full(p);
      let names = parse(host.list(dir));
      if (option(options, "recursive")) {
        names = names.flatMap((n) => (stat(path.join(dir, n)).folder ? [n, ...sync.readdir(path.join(dir, n), { recursive: true }).map((m) => path.join(n, m))] : [n]));
      }
      return option(options, "withFileTypes") ? names.map((n) => new Dirent(path.basename(n), path.dirname(path.join(dir, n)), stat(path.join(dir, n)).folder)) : names;
    },
    stat(p, options) {
      const text = host.stat(full(p), option(options, "throwIfNoEntry") === false ? 1 : 0);
      return text === undefined ? undefined : new Stats(parse(text));
    },
    access(p) {
      const name = full(p);
      if (host.stat(name, 1) === undefined) throw kit.wrap(JSON.stringify({ message: `ENOENT: no such file or directory, access '${name}'`, code: "ENOENT", errno: -2, syscall: "access", path: name }));
    },
    rename(a, b) { host.rename(full(a), full(b)); },
    copyFile(a, b) { put(b, sync.readFile(a), undefined, "w"); },
    truncate(p, n = 0) { const b = Buffer.alloc(n); sync.readFile(p).copy(b); put(p, b, undefined, "w"); },
    realpath(p) { const name = full(p); host.stat(name, 0); return name; },
  };
  sync.lstat = sync.stat;
  const fs = { existsSync(p) { try { return host.stat(full(p), 1) !== undefined; } catch { return false; } }, constants: { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1 }, Stats, Dirent };
  const promises = { constants: fs.constants };
  for (const name of kit.keys(sync)) {
    fs[`${name}Sync`] = sync[name];
    promises[name] = kit.named(async (...args) => sync[name](...args), name);
    fs[name] = kit.named((...args) => {
      const done = args.pop();
      if (typeof done !== "function") throw coded("TypeError", "ERR_INVALID_ARG_TYPE", `The "cb" argument must be of type function. Received ${typeof done}`);
      let result;
      try { result = sync[name](...args); } catch (e) { nextTick(done, e); return; }
      nextTick(done, null, result);
    }, name);
  }
  fs.exists = (p, done) => nextTick(done, fs.existsSync(p));
  fs.promises = promises;
  return fs;
})
