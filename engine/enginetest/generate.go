package enginetest

import (
	"archive/zip"
	"bytes"
	"math/rand/v2"
	"reflect"
	"time"

	"skylab/engine"
	"skylab/engine/aws"
)

// generator fills inputs by what members are called and which type they have.
type generator struct {
	r     *rand.Rand
	seed  uint64
	w     *engine.World // knows the operations; nothing is done in it
	steps []Step
	urls  []string
	ids   map[string][]string

	subscriptions []string
	uploads       []string // ids of multipart uploads that were not yet begun
	machines      map[string][]string
	offers        map[string][]string
	balancing     *balancing
}

// newGenerator is a generator that has laid the foundation.
func newGenerator(seed uint64) *generator {
	g := &generator{r: rand.New(rand.NewPCG(seed, 0x5eed)), seed: seed, w: engine.New(engine.Config{Seed: seed})}
	g.foundation()
	return g
}

func (g *generator) input(op *aws.Operation) any {
	in := op.NewIn()
	g.fill(reflect.ValueOf(in).Elem(), 0)
	return in
}

func (g *generator) fill(v reflect.Value, depth int) {
	for _, m := range aws.Members(v.Type()) {
		if g.leavesOut(m) {
			continue
		}
		g.set(v.Field(m.Index), m, depth)
	}
}

func (g *generator) set(f reflect.Value, m aws.Member, depth int) {
	if depth > 4 {
		return
	}
	switch f.Kind() {
	case reflect.Pointer:
		p := reflect.New(f.Type().Elem())
		g.set(p.Elem(), m, depth)
		f.Set(p)
	case reflect.Struct:
		if f.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		g.fill(f, depth+1)
	case reflect.String:
		f.SetString(g.word(m))
	case reflect.Int, reflect.Int32, reflect.Int64:
		f.SetInt(g.number(m))
	case reflect.Bool:
		f.SetBool(g.r.IntN(2) == 0)
	case reflect.Slice:
		g.slice(f, m, depth)
	case reflect.Map:
		if f.Type().Elem().Kind() == reflect.String {
			f.Set(reflect.MakeMap(f.Type()))
			f.SetMapIndex(reflect.ValueOf("KEY").Convert(f.Type().Key()), reflect.ValueOf("value").Convert(f.Type().Elem()))
		}
	}
}

func (g *generator) slice(f reflect.Value, m aws.Member, depth int) {
	if f.Type().Elem().Kind() == reflect.Uint8 {
		f.SetBytes(g.bytes(m))
		return
	}
	n := g.r.IntN(3)
	s := reflect.MakeSlice(f.Type(), n, n)
	for i := range n {
		g.set(s.Index(i), m, depth+1)
	}
	f.Set(s)
}

func (g *generator) word(m aws.Member) string {
	if len(m.Enum) > 0 && g.r.IntN(10) > 0 {
		return m.Enum[g.r.IntN(len(m.Enum))]
	}
	if m.Name == "URL" && g.r.IntN(5) > 0 {
		return g.url()
	}
	if m.Name == "SubscriptionArn" {
		return g.subscription()
	}
	if prefix := machineWords[m.Name]; prefix != "" && g.r.IntN(8) > 0 {
		return g.machine(prefix)
	}
	if id := g.shopID(m.Name); id != "" && g.r.IntN(8) > 0 {
		return id
	}
	if pool := words[m.Name]; len(pool) > 0 {
		return pool[g.r.IntN(len(pool))]
	}
	return []string{"x", "uploads", "a b", "", "日本", "s3:ObjectCreated:*"}[g.r.IntN(6)]
}

func (g *generator) number(m aws.Member) int64 {
	if m.Name == "Workers" || m.Name == "Requests" {
		return g.r.Int64N(4) // each is a run of a real program
	}
	lo, hi := int64(0), int64(1000)
	if m.Min != nil {
		lo = int64(*m.Min)
	}
	if m.Max != nil {
		hi = int64(*m.Max)
	}
	switch g.r.IntN(8) {
	case 0:
		return lo
	case 1:
		return hi
	case 2:
		if m.Max != nil {
			return hi + 1
		}
	}
	return lo + g.r.Int64N(max(min(hi, lo+300)-lo, 1))
}

func (g *generator) bytes(m aws.Member) []byte {
	switch m.Name {
	case "ZipFile":
		if g.r.IntN(8) == 0 {
			return []byte("not a zip")
		}
		return g.program()
	case "Payload":
		return []byte([]string{`{}`, `{"n":7}`, `[1,2]`, `nonsense`, ``}[g.r.IntN(5)])
	}
	return []byte("hello, world")
}

// Zip packs one index.mjs, the same bytes each time.
func Zip(source string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.Create("index.mjs")
	if err == nil {
		_, err = f.Write([]byte(source))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		panic("enginetest: " + err.Error()) // a buffer cannot fail
	}
	return b.Bytes()
}

// foundation are first steps without which most calls would only be refused:
// a role, two functions and two buckets.
func (g *generator) foundation() {
	g.role()
	g.add(0, "s3api.CreateBucket", `{"Bucket":"uploads"}`)
	g.add(0, "s3api.CreateBucket", `{"Bucket":"thumbs"}`)
	g.create(0, "hello", g.program())
	g.create(0, "thumb", g.program())
	g.shop(true)
}
