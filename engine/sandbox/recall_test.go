package sandbox

import (
	"encoding/json"
	"fmt"
	"testing"
)

// runs is what New and Recall make.
type runs interface {
	Init(now int64) Turn
	Invoke(now int64, event []byte, c Context) Turn
	Resume(now int64, answers []Answer) Turn
	Close()
}

const waiting = `
import fs from "node:fs";
let n = 0;
export const handler = async (e, c) => {
  n++;
  console.log(n, e.name, c.awsRequestId, Math.random());
  await new Promise((r) => setTimeout(r, 10));
  if (e.write) fs.writeFileSync("/tmp/n", String(n));
  if (e.fail) throw new RangeError("no " + e.name);
  return { n, now: Date.now(), kept: fs.existsSync("/tmp/n") && fs.readFileSync("/tmp/n", "utf8") };
};`

// told is what a program does with events, one after the other.
func told(t *testing.T, v runs, events ...string) (out string) {
	t.Helper()
	turns := []Turn{v.Init(epoch)}
	for i, e := range events {
		now := epoch + int64(i)*1e9
		turn := v.Invoke(now, []byte(e), Context{RequestID: fmt.Sprint("r-", i)})
		turns = append(turns, turn)
		if len(turn.Wants) == 1 {
			turns = append(turns, v.Resume(now+10e6, []Answer{{ID: turn.Wants[0].ID}}))
		}
	}
	b, err := json.Marshal(turns)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestRecalledTurnsAreTheSame: what a Memo knows is not run again, what it does
// not know continues where it ends, and all of it is as if it had run.
func TestRecalledTurnsAreTheSame(t *testing.T) {
	memo := NewMemo(1 << 20)
	for _, c := range []struct {
		name   string
		events []string
		change func(*Config)
		vms    int64 // made in all after this
	}{
		{"for the first time", []string{`{"name":"a"}`, `{"name":"b"}`}, nil, 1},
		{"again", []string{`{"name":"a"}`, `{"name":"b"}`}, nil, 1},
		{"less", []string{`{"name":"a"}`}, nil, 1},
		{"on", []string{`{"name":"a"}`, `{"name":"b"}`, `{"name":"c","fail":true}`}, nil, 2},
		{"on again", []string{`{"name":"a"}`, `{"name":"b"}`, `{"name":"c","fail":true}`}, nil, 2},
		{"otherwise", []string{`{"name":"a"}`, `{"name":"x"}`}, nil, 3},
		{"with another seed", []string{`{"name":"a"}`}, func(c *Config) { c.Seed = 7 }, 4},
		{"with another variable", []string{`{"name":"a"}`}, func(c *Config) { c.Env = map[string]string{"A": "1"} }, 5},
		{"with more memory", []string{`{"name":"a"}`}, func(c *Config) { c.MemoryMB = 256 }, 6},
		{"with a file", []string{`{"name":"a"}`, `{"name":"b","write":true}`, `{"name":"c"}`}, nil, 7},
		{"with a file again", []string{`{"name":"a"}`, `{"name":"b","write":true}`, `{"name":"c"}`}, nil, 8},
		{"without it", []string{`{"name":"a"}`, `{"name":"b"}`, `{"name":"c","fail":true}`}, nil, 8},
	} {
		p, err := NewPackage(map[string][]byte{"index.mjs": []byte(waiting)})
		if err != nil {
			t.Fatal(err)
		}
		config := func() Config {
			cfg := Config{Handler: "index.handler", MemoryMB: 128, Seed: 1, Tmp: &Tmp{}}
			if c.change != nil {
				c.change(&cfg)
			}
			return cfg
		}
		v, err := New(p, config())
		if err != nil {
			t.Fatal(err)
		}
		r, err := Recall(p, config(), memo)
		if err != nil {
			t.Fatal(err)
		}
		want, got := told(t, v, c.events...), told(t, r, c.events...)
		if v.Close(); got != want {
			t.Errorf("%s: %s, want %s", c.name, got, want)
		}
		if r.Close(); r.Invoke(epoch, nil, Context{}).Exit != ExitAbandoned {
			t.Errorf("%s: it goes on after Close", c.name)
		}
		if _, vms := memo.Counts(); vms != c.vms {
			t.Errorf("%s: %d VMs were made, want %d", c.name, vms, c.vms)
		}
	}
	other, err := NewPackage(map[string][]byte{"index.mjs": []byte(waiting + "//")})
	if err != nil {
		t.Fatal(err)
	}
	r, err := Recall(other, Config{Handler: "index.handler", MemoryMB: 128, Seed: 1}, memo)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	r.Init(epoch)
	if _, vms := memo.Counts(); vms != 9 {
		t.Error("another package was taken for the same")
	}
}

// TestMemoForgets: it stays within its size however much it is told, and what
// was asked for lately is there.
func TestMemoForgets(t *testing.T) {
	const most = 100_000
	m := NewMemo(most)
	favourite := turnKey{1, 1}
	m.keep(favourite, Turn{Result: []byte("1")})
	for i := range 10_000 {
		m.keep(turnKey{0, byte(i), byte(i >> 8)}, Turn{Result: make([]byte, i%300)})
		if _, ok := m.find(favourite); !ok {
			t.Fatalf("forgotten after %d", i)
		}
	}
	size := int64(0)
	for _, turns := range []map[turnKey]Turn{m.young, m.old} {
		for _, turn := range turns {
			size += turn.size()
		}
	}
	if size > most || size < most/4 {
		t.Errorf("%d bytes are kept of %d", size, most)
	}
	m.keep(turnKey{2}, Turn{Result: make([]byte, most)})
	if _, ok := m.find(turnKey{2}); ok {
		t.Error("one turn takes all")
	}
}

// TestMemoCountsATurnOnce: a program that lives again tells its turns again,
// and pushes nothing out by that.
func TestMemoCountsATurnOnce(t *testing.T) {
	m := NewMemo(100_000)
	m.keep(turnKey{1}, Turn{Result: []byte("1")})
	for range 1000 {
		m.keep(turnKey{2}, Turn{Result: []byte("2")})
	}
	if len(m.young) != 2 || m.old != nil {
		t.Errorf("of two turns %d are kept, and %d before", len(m.young), len(m.old))
	}
}

// TestAnswersHaveKeysOfTheirOwn: an error is not taken for the answer behind it,
// whatever their bytes are.
func TestAnswersHaveKeysOfTheirOwn(t *testing.T) {
	var tail digest
	tail.text("no")  // the message of the error
	tail.number(400) // and its status
	Answer{ID: 7, Output: []byte("{}")}.digest(&tail)
	// The error's type is as long as the ID of the answer that it looks like.
	var length digest
	length.number(int64(len(tail) - 8)) // behind it is the number of blobs
	failed := []Answer{{ID: 5, Output: []byte("{}"), Err: &Failure{Type: string(length), Message: "no", Status: 400}}, {ID: 7, Output: []byte("{}")}}
	fine := []Answer{{ID: 5, Output: []byte("{}")}, {ID: 8, Output: tail[:len(tail)-8]}}
	if a, b := (call{kind: 'r', answers: failed}), (call{kind: 'r', answers: fine}); a.key(turnKey{}) == b.key(turnKey{}) {
		t.Error("two histories have one key")
	}
}

func BenchmarkRecalledInvoke(b *testing.B) {
	p, err := NewPackage(map[string][]byte{"index.mjs": []byte(`export const handler = async (e) => e.n + 1`)})
	if err != nil {
		b.Fatal(err)
	}
	v, err := Recall(p, Config{Handler: "index.handler", MemoryMB: 128}, NewMemo(16<<20))
	if err != nil {
		b.Fatal(err)
	}
	defer v.Close()
	v.Init(epoch)
	event := []byte(`{"n":1}`)
	b.ReportAllocs()
	for b.Loop() {
		if turn := v.Invoke(epoch, event, invocation); string(turn.Result) != "2" {
			b.Fatalf("%+v", turn)
		}
	}
}
