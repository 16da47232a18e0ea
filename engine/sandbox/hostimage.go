package sandbox

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"

	scale "golang.org/x/image/draw"
)

// The functions of the host behind the image module. They do the work for
// real, on pixels that lie in ArrayBuffers of the program, so that its heap
// holds them; only what a decoder needs for a moment lies outside.

// MaxPixels is the largest image that is decoded or made.
const MaxPixels = 40_000_000

// Costs of the image functions in virtual nanoseconds of a full vCPU per
// pixel. Assumptions: what Go's standard library and x/image take natively for
// a photograph, measured by BenchmarkImage and rounded.
const (
	costDecodeJPEG = 15
	costDecodePNG  = 25
	costResize     = 12 // per pixel of the source, and again of the result
	costEncodeJPEG = 20
	costEncodePNG  = 60
)

func (v *VM) chargePixels(n, cost int64) { v.q.meter.charge(n * cost / (Quantum / StepsPerPoll)) }

// room tells whether the memory setting can hold n bytes more for a moment. If
// not, the program ends, as it would on AWS, but before the bytes are taken.
func (v *VM) room(n int64) bool {
	v.moment = max(v.moment, v.q.heap.used+n)
	if v.q.heap.used+n > v.q.heap.soft {
		v.q.heap.exceed()
		return false
	}
	return true
}

func (v *VM) badImage(err error) value {
	return v.throw(thrown{Name: "ImageError", Message: err.Error()})
}

// hostImageConfig reads the head of an image: [width, height, format] as JSON.
func hostImageConfig(v *VM, a args) value {
	c, format, err := image.DecodeConfig(bytes.NewReader(a.bytes(0)))
	switch {
	case errors.Is(err, image.ErrFormat):
		err = errors.New("unsupported image format: only PNG and JPEG are decoded")
	case err == nil && (c.Width < 1 || c.Height < 1):
		err = errors.New("image without pixels")
	case err == nil && int64(c.Width)*int64(c.Height) > MaxPixels:
		err = fmt.Errorf("image of %d x %d pixels: more than %d megapixels are not decoded", c.Width, c.Height, MaxPixels/1_000_000)
	}
	if err != nil {
		return v.badImage(err)
	}
	// The pixels, and the decoder's own copy of at most 8 bytes a pixel.
	if !v.room(int64(c.Width) * int64(c.Height) * (4 + decoderBytes(format))) {
		return undefined
	}
	return v.json([]any{c.Width, c.Height, format})
}

func decoderBytes(format string) int64 {
	if format == "jpeg" {
		return 3
	}
	return 4
}

// hostImageDecode decodes a range into the buffer after it.
func hostImageDecode(v *VM, a args) value {
	src := append([]byte{}, a.bytes(0)...)
	img, format, err := image.Decode(bytes.NewReader(src))
	if err != nil {
		return v.badImage(err)
	}
	b := img.Bounds()
	cost := int64(costDecodePNG)
	if format == "jpeg" {
		cost = costDecodeJPEG
	}
	v.chargePixels(int64(b.Dx())*int64(b.Dy()), cost)
	dst := pixels(a, 3, b.Dx(), b.Dy())
	if dst == nil {
		return v.badImage(errors.New("image has changed while it was decoded"))
	}
	draw.Draw(dst, dst.Rect, img, b.Min, draw.Src)
	return undefined
}

// pixels sees the ArrayBuffer at argument i as a picture, nil if the size does
// not fit it.
func pixels(a args, i, width, height int) *image.RGBA {
	buf, ok := a.v.q.buffer(a.at(i))
	if !ok {
		a.v.q.free(a.v.q.caught())
	}
	if width < 1 || height < 1 || int64(width)*int64(height) > MaxPixels || len(buf) != width*height*4 {
		return nil
	}
	return &image.RGBA{Pix: buf, Stride: width * 4, Rect: image.Rect(0, 0, width, height)}
}

// hostImageResize scales a part of one picture onto another: buffer, width,
// height; x, y, width, height of the part; buffer, width, height.
func hostImageResize(v *VM, a args) value {
	src := pixels(a, 0, int(a.int(1)), int(a.int(2)))
	dst := pixels(a, 7, int(a.int(8)), int(a.int(9)))
	if src == nil || dst == nil {
		return v.badImage(errors.New("size of the pixels does not fit the image"))
	}
	x, y := int(a.int(3)), int(a.int(4))
	part := image.Rect(x, y, x+int(a.int(5)), y+int(a.int(6))).Intersect(src.Rect)
	if part.Empty() {
		return v.badImage(errors.New("part of the image is empty"))
	}
	in, out := int64(part.Dx())*int64(part.Dy()), int64(len(dst.Pix)/4)
	v.chargePixels(in+out, costResize)
	// The scaler keeps a row of the source for each row of the result, in
	// four float64 a pixel.
	if !v.room(int64(dst.Rect.Dx()) * int64(part.Dy()) * 32) {
		return undefined
	}
	scale.BiLinear.Scale(dst, dst.Rect, src, part, draw.Src, nil)
	return undefined
}

// hostImageEncode encodes a picture: buffer, width, height, format, quality.
func hostImageEncode(v *VM, a args) value {
	img := pixels(a, 0, int(a.int(1)), int(a.int(2)))
	if img == nil {
		return v.badImage(errors.New("size of the pixels does not fit the image"))
	}
	var out bytes.Buffer
	var err error
	n := int64(len(img.Pix) / 4)
	switch a.str(3) {
	case "png":
		v.chargePixels(n, costEncodePNG)
		err = png.Encode(&out, img)
	case "jpeg":
		v.chargePixels(n, costEncodeJPEG)
		err = jpeg.Encode(&out, img, &jpeg.Options{Quality: int(max(1, min(100, a.int(4))))})
	default:
		err = fmt.Errorf("unsupported output format %q: png and jpeg are encoded", a.str(3))
	}
	if err != nil {
		return v.badImage(err)
	}
	if !v.room(int64(out.Len())) {
		return undefined
	}
	return v.q.newBuffer(out.Bytes())
}
