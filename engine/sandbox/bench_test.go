package sandbox

import (
	"bytes"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
	"testing"

	scale "golang.org/x/image/draw"
)

// handler40 is the 40-line handler of the budget in the design.
const handler40 = `
import path from "node:path";
const stage = process.env.STAGE ?? "dev";
const cache = new Map();
let invocations = 0;

class Order {
  constructor(id, items) {
    this.id = id;
    this.items = items;
  }
  get total() {
    return this.items.reduce((sum, i) => sum + i.price * i.quantity, 0);
  }
}

function parseOrder(record) {
  const body = typeof record.body === "string" ? JSON.parse(record.body) : record.body;
  if (!body.id) throw new Error("order without id");
  return new Order(body.id, body.items ?? []);
}

async function price(order) {
  if (cache.has(order.id)) return cache.get(order.id);
  const total = order.total;
  cache.set(order.id, total);
  return total;
}

export const handler = async (event, context) => {
  invocations++;
  const orders = event.Records.map(parseOrder);
  const totals = [];
  for (const order of orders) {
    totals.push({ id: order.id, total: await price(order), file: path.join(stage, order.id + ".json") });
  }
  return {
    statusCode: 200,
    requestId: context.awsRequestId,
    invocations,
    body: JSON.stringify(totals),
  };
};
`

func BenchmarkColdStart(b *testing.B) {
	p, err := NewPackage(map[string][]byte{"index.mjs": []byte(handler40)})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		v, err := New(p, Config{Handler: "index.handler", MemoryMB: 128})
		if err != nil {
			b.Fatal(err)
		}
		if turn := v.Init(epoch); !turn.Settled || turn.Err != nil {
			b.Fatalf("%+v %+v", turn, turn.Err)
		}
		v.Close()
	}
}

func BenchmarkWarmInvoke(b *testing.B) {
	v, _ := load(b, "index.mjs", `export const handler = async (e) => e.n + 1`)
	event, ctx := []byte(`{"n":1}`), invocation
	b.ReportAllocs()
	for b.Loop() {
		if turn := v.Invoke(epoch, event, ctx); string(turn.Result) != "2" {
			b.Fatalf("%+v", turn)
		}
	}
}

func BenchmarkFib25(b *testing.B) {
	v, _ := load(b, "index.mjs", `const fib = (n) => n < 2 ? n : fib(n-1) + fib(n-2); export const handler = async () => fib(25)`)
	for b.Loop() {
		if turn := v.Invoke(epoch, []byte("{}"), invocation); string(turn.Result) != "75025" {
			b.Fatalf("%+v", turn)
		}
	}
}

// BenchmarkImage measures what the costs in hostimage.go stand for: native
// nanoseconds per pixel.
func BenchmarkImage(b *testing.B) {
	const w, h = 2000, 1500
	img := photograph(w, h)
	photo := jpegOf(b, img)
	var drawing bytes.Buffer
	if err := png.Encode(&drawing, img); err != nil {
		b.Fatal(err)
	}
	small := image.NewRGBA(image.Rect(0, 0, w/10, h/10))
	for _, c := range []struct {
		name string
		work func() error
	}{
		{"decode jpeg", func() error { _, err := jpeg.Decode(bytes.NewReader(photo)); return err }},
		{"decode png", func() error { _, err := png.Decode(bytes.NewReader(drawing.Bytes())); return err }},
		{"resize", func() error { scale.BiLinear.Scale(small, small.Rect, img, img.Rect, draw.Src, nil); return nil }},
		{"encode jpeg", func() error { return jpeg.Encode(io.Discard, img, nil) }},
		{"encode png", func() error { return png.Encode(io.Discard, img) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if err := c.work(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(w*h), "ns/pixel")
		})
	}
}
