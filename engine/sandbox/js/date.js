// Date on virtual time and in UTC, Math.random from the seed. Nothing of what
// QuickJS brings stays reachable: it would read the host's clock and time zone.
(function (host, kit) {
  "use strict";
  const D = Date, P = D.prototype, { apply, construct, defineProperty } = kit;
  const isoTime = /^[+-]?\d{4,6}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/;
  const isoDay = /^[+-]?\d{4,6}(-\d\d(-\d\d)?)?$/;
  const zoned = /(Z|[+-]\d\d:?\d\d|GMT|UTC?|[ECMP][SD]T)\s*(\(.*\))?\s*$/i;
  const parseNative = D.parse, utc = D.UTC, getTime = P.getTime, toUTCString = P.toUTCString;

  // parse takes a time without a zone as UTC, which is the zone of Lambda.
  const parse = (text) => {
    if (isoTime.test(text)) text += "Z";
    else if (!isoDay.test(text) && !zoned.test(text)) text += " UTC";
    return parseNative(text);
  };

  const instant = (v) => {
    if (v instanceof D) return apply(getTime, v, []);
    if (typeof v === "object" && v !== null) {
      const p = v.valueOf();
      v = typeof p === "object" ? `${v}` : p;
    }
    return typeof v === "string" ? parse(v) : v;
  };

  function VirtualDate(...a) {
    if (new.target === undefined) return apply(P.toString, new D(host.now()), []);
    const t = a.length === 0 ? host.now() : a.length === 1 ? instant(a[0]) : apply(utc, D, a);
    return construct(D, [t], new.target);
  }
  kit.named(VirtualDate, "Date", 7);
  defineProperty(VirtualDate, "prototype", { value: P, writable: false });
  defineProperty(P, "constructor", { value: VirtualDate, writable: true, configurable: true, enumerable: false });
  const statics = { now() { return host.now(); }, parse(s) { return parse(`${s}`); }, UTC(...a) { return apply(utc, D, a); } };
  for (const name of ["now", "parse", "UTC"]) defineProperty(VirtualDate, name, { value: statics[name], writable: true, configurable: true, enumerable: false });
  kit.global("Date", VirtualDate);

  // Local time is UTC.
  for (const part of ["FullYear", "Month", "Date", "Day", "Hours", "Minutes", "Seconds", "Milliseconds"]) {
    P[`get${part}`] = P[`getUTC${part}`];
    if (part !== "Day") P[`set${part}`] = P[`setUTC${part}`];
  }
  const year = P.getUTCFullYear, hours = P.getUTCHours, month = P.getUTCMonth, day = P.getUTCDate;
  const text = (d) => apply(toUTCString, d, []); // Mon, 23 Nov 2026 00:48:38 GMT
  const valid = (d) => !isNaN(apply(getTime, d, []));
  const words = (d) => text(d).split(" ");
  const dateText = (d) => { const [w, n, m, y] = words(d); return `${w.slice(0, 3)} ${m} ${n} ${y}`; };
  const timeText = (d) => `${words(d)[4]} GMT+0000 (Coordinated Universal Time)`;
  const usDay = (d) => `${apply(month, d, []) + 1}/${apply(day, d, [])}/${apply(year, d, [])}`;
  const usTime = (d) => {
    const h = apply(hours, d, []);
    return `${h % 12 || 12}${words(d)[4].slice(2)} ${h < 12 ? "AM" : "PM"}`;
  };
  const methods = {
    getTimezoneOffset() { return valid(this) ? 0 : NaN; },
    getYear() { return apply(year, this, []) - 1900; },
    toString() { return valid(this) ? `${dateText(this)} ${timeText(this)}` : "Invalid Date"; },
    toDateString() { return valid(this) ? dateText(this) : "Invalid Date"; },
    toTimeString() { return valid(this) ? timeText(this) : "Invalid Date"; },
    toLocaleString() { return valid(this) ? `${usDay(this)}, ${usTime(this)}` : "Invalid Date"; },
    toLocaleDateString() { return valid(this) ? usDay(this) : "Invalid Date"; },
    toLocaleTimeString() { return valid(this) ? usTime(this) : "Invalid Date"; },
  };
  for (const name of kit.keys(methods)) P[name] = methods[name];
  delete P.setYear;

  // Chris Doty-Humphrey's sfc32.
  let a = 0, b = 0, c = 0, n = 1;
  const next = () => {
    const t = (a + b + n++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t;
  };
  kit.begun(({ seeds }) => {
    a = seeds[0]; b = seeds[1]; c = seeds[2];
    for (let i = 0; i < 12; i++) next();
  });
  Math.random = { random() { return ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992; } }.random;
})
