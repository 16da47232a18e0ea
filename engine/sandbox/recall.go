package sandbox

import (
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"math"
	"slices"
)

// Recalled is a VM that is made when it is needed: as long as a Memo has the
// turns that its calls lead to, nothing runs. When it has one not, the VM is
// made and its calls so far are made again, which by the invariant of this
// package gives the same turns as before.
type Recalled struct {
	pkg   *Package
	cfg   Config
	memo  *Memo
	key   turnKey
	calls []call // so far, while there is no VM
	vm    *VM
	dead  bool
}

// Recall is New, with a Memo.
func Recall(p *Package, c Config, m *Memo) (*Recalled, error) {
	c, err := c.withDefaults()
	if err != nil {
		return nil, err
	}
	return &Recalled{pkg: p, cfg: c, memo: m, key: c.key(p)}, nil
}

// Init is VM.Init.
func (r *Recalled) Init(now int64) Turn { return r.turn(call{kind: 'i', now: now}) }

// Invoke is VM.Invoke. The event may not be changed later.
func (r *Recalled) Invoke(now int64, event []byte, c Context) Turn {
	return r.turn(call{kind: 'v', now: now, event: event, context: c})
}

// Resume is VM.Resume. The answers may not be changed later.
func (r *Recalled) Resume(now int64, answers []Answer) Turn {
	return r.turn(call{kind: 'r', now: now, answers: slices.Clone(answers)})
}

// Close is VM.Close.
func (r *Recalled) Close() {
	if r.dead = true; r.vm != nil {
		r.vm.Close()
	}
	r.calls = nil
}

func (r *Recalled) turn(c call) Turn {
	if r.dead {
		return Turn{Exit: ExitAbandoned}
	}
	// What is in /tmp is not among the calls: it outlives the VM.
	repeatable := !r.cfg.Tmp.touched()
	if repeatable {
		r.key = c.key(r.key)
	}
	if r.vm == nil {
		if t, ok := r.memo.find(r.key); repeatable && ok {
			r.calls = append(r.calls, c)
			return t
		}
		if err := r.live(); err != nil {
			r.dead = true
			return Turn{Exit: ExitAbandoned}
		}
	}
	t := c.make(r.vm)
	if repeatable && !r.cfg.Tmp.touched() && t.Exit != ExitAbandoned {
		r.memo.keep(r.key, t)
	}
	return t
}

// live makes the VM and has it do what it did.
func (r *Recalled) live() (err error) {
	if r.vm, err = New(r.pkg, r.cfg); err != nil {
		return err
	}
	r.memo.lived()
	for _, c := range r.calls {
		c.make(r.vm)
	}
	r.calls = nil
	return nil
}

// call is one of the calls of a VM.
type call struct {
	kind    byte
	now     int64
	event   []byte
	context Context
	answers []Answer
}

func (c call) make(v *VM) Turn {
	switch c.kind {
	case 'i':
		return v.Init(c.now)
	case 'v':
		return v.Invoke(c.now, c.event, c.context)
	}
	return v.Resume(c.now, c.answers)
}

// digest collects what a key is made of.
type digest []byte

func (d *digest) number(n int64)  { *d = binary.LittleEndian.AppendUint64(*d, uint64(n)) }
func (d *digest) share(f float64) { d.number(int64(math.Float64bits(f))) }
func (d *digest) bytes(b []byte)  { d.number(int64(len(b))); *d = append(*d, b...) }
func (d *digest) text(list ...string) {
	for _, s := range list {
		d.number(int64(len(s)))
		*d = append(*d, s...)
	}
}

// key digests what came before and a call.
func (c call) key(before turnKey) turnKey {
	d := append(make(digest, 0, 1024), before[:]...)
	d = append(d, c.kind)
	d.number(c.now)
	switch c.kind {
	case 'v':
		d.bytes(c.event)
		a := c.context.About
		d.text(c.context.RequestID, a.FunctionName, a.FunctionVersion, a.InvokedFunctionARN, a.MemoryLimitInMB, a.LogGroupName, a.LogStreamName)
		d.number(c.context.Deadline)
	case 'r':
		d.number(int64(len(c.answers)))
		for _, a := range c.answers {
			a.digest(&d)
		}
	}
	return sha256.Sum256(d)
}

func (a Answer) digest(d *digest) {
	d.number(a.ID)
	d.bytes(a.Output)
	if a.Output == nil {
		d.number(-1) // is {}
	}
	d.number(int64(len(a.Blobs)))
	for _, b := range a.Blobs {
		d.bytes(b)
	}
	if a.Err == nil {
		d.number(0)
		return
	}
	d.number(1)
	d.text(a.Err.Type, a.Err.Message)
	d.number(int64(a.Err.Status))
}

// key digests a package and all of a Config that a program can tell.
func (c Config) key(p *Package) turnKey {
	d := digest{}
	code := p.digest()
	d.bytes(code[:])
	d.text(c.Handler, c.Main)
	d.number(int64(c.MemoryMB))
	d.number(int64(c.TmpMB))
	d.number(c.MaxPolls)
	d.number(int64(c.Seed))
	d.share(c.VCPU)
	d.share(c.InitVCPU)
	for _, name := range slices.Sorted(maps.Keys(c.Env)) {
		d.text(name, c.Env[name])
	}
	return sha256.Sum256(d)
}

// digest is that of the files, made once.
func (p *Package) digest() turnKey {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.sum == nil {
		d := digest{}
		for _, name := range slices.Sorted(maps.Keys(p.files)) {
			sum := sha256.Sum256([]byte(p.files[name]))
			d.text(name)
			d.bytes(sum[:])
		}
		sum := turnKey(sha256.Sum256(d))
		p.sum = &sum
	}
	return *p.sum
}
