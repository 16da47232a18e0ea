package live

import (
	"bytes"
	"image"
	_ "image/jpeg" // the two formats whose sizes an object shows
	_ "image/png"
	"slices"

	"skylab/engine"
	"skylab/engine/billing"
	"skylab/engine/sim"
)

// Bucket is what expressions see of an S3 bucket.
type Bucket struct {
	Exists  bool     `expr:"exists"`
	Objects int      `expr:"objects"`
	Bytes   int64    `expr:"bytes"`
	Keys    []string `expr:"keys"`
}

func (c *Context) bucket(name string) Bucket {
	w := c.World()
	all := w.S3.Buckets()
	if !slices.Contains(all, name) {
		c.miss("bucket", all, name)
		return Bucket{}
	}
	b := Bucket{Exists: true}
	for _, o := range w.S3.Objects(name) {
		b.Objects++
		b.Bytes += o.Size
		b.Keys = append(b.Keys, o.Key)
	}
	return b
}

// Object is what expressions see of an object; Width and Height are those of
// a PNG or JPEG, 0 for anything else.
type Object struct {
	Exists bool   `expr:"exists"`
	Size   int64  `expr:"size"`
	Type   string `expr:"type"`
	Width  int    `expr:"width"`
	Height int    `expr:"height"`
}

func (c *Context) object(bucket, key string) Object {
	w := c.World()
	found, ok := w.S3.Object(bucket, key)
	if !ok {
		var keys []string
		for _, o := range w.S3.Objects(bucket) {
			keys = append(keys, o.Key)
		}
		c.miss("object", keys, bucket, key)
		return Object{}
	}
	o := Object{Exists: true, Size: int64(len(found.Body)), Type: found.ContentType}
	if size, _, err := image.DecodeConfig(bytes.NewReader(found.Body)); err == nil {
		o.Width, o.Height = size.Width, size.Height
	}
	return o
}

// Log is what expressions see of a log group: the messages that are kept,
// oldest first, at most the newest thousand.
type Log struct {
	Lines []string `expr:"lines"`
}

// logLines bounds the lines that one look at a group reads.
const logLines = 1000

func (c *Context) logGroup(group string) Log {
	w := c.World()
	if all := w.CloudWatch.Groups(); !slices.Contains(all, group) {
		c.miss("log", all, group)
	}
	var l Log
	for _, e := range w.CloudWatch.Events(group, sim.Time(0), logLines) {
		l.Lines = append(l.Lines, e.Message)
	}
	return l
}

// Bill is what expressions see of the present month's bill, in dollars.
type Bill struct {
	Total    float64                    `expr:"total"`
	Exact    float64                    `expr:"exact"`
	Quantity func(usage string) float64 `expr:"quantity"`
	Amount   func(usage string) float64 `expr:"amount"`
	// Service is the part of one service: "AWS Lambda".
	Service func(name string) float64 `expr:"service"`
}

func bill(w *engine.World) Bill {
	b := w.Billing.Bill()
	exact, _ := b.Exact.Float64()
	return Bill{
		Total: float64(b.Total) / 100,
		Exact: exact,
		Quantity: func(usage string) float64 {
			return sum(b, usage, func(l billing.Line) float64 { return l.Quantity.Float() })
		},
		Amount: func(usage string) float64 {
			return sum(b, usage, func(l billing.Line) float64 { f, _ := l.Amount.Float64(); return f })
		},
		Service: func(name string) float64 { f, _ := b.Of(name).Float64(); return f },
	}
}

func sum(b billing.Bill, usage string, of func(billing.Line) float64) float64 {
	total := 0.0
	for _, l := range b.Lines {
		if string(l.UsageType) == usage {
			total += of(l)
		}
	}
	return total
}
