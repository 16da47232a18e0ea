// image: decodes, resizes and encodes PNG and JPEG. The pixels lie in the
// program's own memory, four bytes each, as in a browser's ImageData.
(function (host, kit) {
  "use strict";
  kit.lib("buffer");
  const { Buffer } = kit.lib("buffer");
  const bytes = (v) => {
    if (v instanceof ArrayBuffer) return new Uint8Array(v);
    if (ArrayBuffer.isView(v)) return v;
    throw kit.coded("TypeError", "ERR_INVALID_ARG_TYPE", "The image must be a Buffer, a Uint8Array or an ArrayBuffer");
  };
  class Image {
    constructor(width, height, format, data) {
      this.width = width;
      this.height = height;
      this.format = format;
      kit.defineProperty(this, "data", { value: data, enumerable: false });
    }
  }
  const whole = (n, name) => {
    if (!Number.isFinite(n) || n < 1) throw new RangeError(`${name} must be at least 1`);
    return Math.max(1, Math.round(n));
  };
  const make = (w, h, format) => {
    if (w * h > 40e6) throw new RangeError(`image of ${w} x ${h} pixels: more than 40 megapixels`);
    return new Image(w, h, format, new Uint8ClampedArray(w * h * 4));
  };
  const metadata = (input) => {
    const b = bytes(input), [width, height, format] = kit.parse(host.imageConfig(b.buffer, b.byteOffset, b.byteLength));
    return { width, height, format };
  };
  const decode = (input) => {
    const { width, height, format } = metadata(input), b = bytes(input), img = make(width, height, format);
    host.imageDecode(b.buffer, b.byteOffset, b.byteLength, img.data.buffer);
    return img;
  };
  const resize = (img, { width, height, fit = "inside" } = {}) => {
    if (!(img instanceof Image)) img = decode(img);
    if (width === undefined && height === undefined) throw new TypeError("resize needs a width or a height");
    const ratio = img.width / img.height;
    let w = width ?? Infinity, h = height ?? Infinity, part = [0, 0, img.width, img.height];
    if (fit === "inside" || width === undefined || height === undefined) {
      const scale = Math.min(w / img.width, h / img.height);
      w = whole(img.width * scale, "width");
      h = whole(img.height * scale, "height");
    } else if (fit === "cover") {
      w = whole(w, "width");
      h = whole(h, "height");
      const pw = Math.min(img.width, Math.max(1, Math.round(img.height * w / h))), ph = Math.min(img.height, Math.max(1, Math.round(img.width * h / w)));
      part = w / h > ratio ? [0, Math.floor((img.height - ph) / 2), img.width, ph] : [Math.floor((img.width - pw) / 2), 0, pw, img.height];
    } else if (fit !== "fill") {
      throw new TypeError(`fit must be "inside", "cover" or "fill", not ${fit}`);
    } else {
      w = whole(w, "width");
      h = whole(h, "height");
    }
    const out = make(w, h, img.format);
    host.imageResize(img.data.buffer, img.width, img.height, part[0], part[1], part[2], part[3], out.data.buffer, w, h);
    return out;
  };
  const encode = (img, format = img.format, { quality = 80 } = {}) => {
    if (!(img instanceof Image)) throw new TypeError("encode needs an image that decode or resize gave");
    return Buffer.from(host.imageEncode(img.data.buffer, img.width, img.height, format === "jpg" ? "jpeg" : format, quality));
  };
  const thumbnail = (input, side = 128) => {
    const img = decode(input);
    return encode(img.width > side || img.height > side ? resize(img, { width: side, height: side }) : img);
  };
  return { decode, resize, encode, thumbnail, metadata, Image };
})
