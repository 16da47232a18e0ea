package guest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sandbox"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// node is a process that runs the learner's JavaScript: one thread, which
// computes on one vCPU and goes on with what has been answered meanwhile.
//
// fidelity: guest.node
type node struct {
	s       *System
	p       *process
	main    string // the file, absolute
	loaded  string // digest of the files and the environment that it began with
	program Program
	files   map[string][]byte
	env     map[string]string
	out     func(line string)

	turn    *sandbox.Turn // under way
	job     uint64
	origin  sim.Time
	answers []sandbox.Answer
	waits   map[int64]bool          // wants without an answer; true keeps it alive
	accepts map[int][]int64         // wants for a request, by port
	waiting map[int][]*vpc.Exchange // requests that no want has taken, by port
	open    map[int64]*vpc.Exchange // requests that the program has
	last    int64
	turns   uint64
}

// nodeStart is what Node.js needs until it has begun, beside the program's own
// code. An assumption.
const nodeStart = 40 * time.Millisecond

// What a VM costs the host, in fuel: as engine/lambda counts it.
const (
	startFuel = 300
	turnFuel  = 20
	pollFuel  = 300
)

func (v *node) begin(p *process) {
	v.p, v.waits, v.accepts = p, map[int64]bool{}, map[int][]int64{}
	v.waiting, v.open = map[int][]*vpc.Exchange{}, map[int64]*vpc.Exchange{}
	v.s.after(nodeStart, func() {
		if p.gone {
			return
		}
		pkg, err := sandbox.NewPackage(v.files)
		if err == nil {
			v.s.host.Spend(startFuel)
			v.program, err = v.s.host.Program(pkg, sandbox.Config{Main: strings.TrimPrefix(v.main, "/"), MemoryMB: int(v.s.available() >> 20), Env: v.env, MaxPolls: maxPolls})
		}
		if err != nil {
			v.out(err.Error())
			v.s.over(p, 1, "")
			return
		}
		v.take(v.program.Init(v.now()))
	})
}

// maxPolls bounds what one turn may cost the host: 1.2 s of a full vCPU.
const maxPolls = 20_000

func (v *node) now() int64 { return v.s.host.Now().Wall().UnixNano() }

// take has the CPU compute a turn: what it wants of the world happens when that
// is done.
func (v *node) take(t sandbox.Turn) {
	v.s.host.Spend(turnFuel + t.Polls*pollFuel)
	v.turn, v.origin = &t, v.s.host.Now()
	v.turns++
	v.job = v.s.compute(time.Duration(t.CPU), v)
	v.s.grow(v.p, t.PeakMemory-v.p.memory)
}

// computed is when the turn's CPU time is over.
func (v *node) computed() {
	t := v.turn
	v.turn, v.job = nil, 0
	for _, line := range t.Output {
		v.out(strings.TrimSuffix(line.Text, "\n"))
	}
	if t.Exit != "" && t.Exit != sandbox.ExitNever || t.Err != nil {
		v.crashed(t)
		return
	}
	for origin, n := v.origin, 0; n < len(t.Wants); n++ {
		if v.p.gone {
			return // an answer of its own has brought that about
		}
		v.want(t.Wants[n], origin)
	}
	for _, id := range t.Cancelled {
		delete(v.waits, id)
	}
	if v.p.gone || v.turn != nil {
		return // it has ended, or goes on with an answer that came at once
	}
	if len(v.answers) > 0 {
		v.resume()
		return
	}
	for _, alive := range v.waits {
		if alive {
			return
		}
	}
	v.s.over(v.p, 0, "") // nothing is left to wait for
}

// crashed ends the process as the sandbox says it ended.
func (v *node) crashed(t *sandbox.Turn) {
	if t.Err != nil {
		trace := t.Err.Trace
		if len(trace) == 0 {
			trace = []string{fmt.Sprintf("%s: %s", t.Err.Type, t.Err.Message)}
		}
		for _, line := range trace { // the sandbox knows the disk as /var/task
			v.out(strings.ReplaceAll(line, "/var/task/", "/"))
		}
	}
	switch t.Exit {
	case sandbox.ExitOOM:
		v.out("FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory")
		v.s.over(v.p, 134, "out of memory")
	case sandbox.ExitTimeout, sandbox.ExitAbandoned:
		v.out("skylab: the program has computed for more than a second without a pause, and is taken to do so for ever")
		v.s.over(v.p, 137, "endless")
	case sandbox.ExitProcess:
		v.s.over(v.p, t.Code, "")
	default:
		v.s.over(v.p, 1, "")
	}
}

// want does what the program asks of the world, in a turn that began at origin.
func (v *node) want(w sandbox.Want, origin sim.Time) {
	v.waits[w.ID] = !w.Unref
	switch {
	case w.Call == "":
		at := origin.Add(time.Duration(w.At + w.Timer))
		v.s.after(max(0, at.Sub(v.s.host.Now())), func() { v.answer(sandbox.Answer{ID: w.ID}) })
	case strings.HasPrefix(w.Call, "http."):
		v.http(w)
	default:
		v.s.call(w.Call, w.Input, w.Blobs, func(out []byte, blobs [][]byte, err *aws.Error) {
			a := sandbox.Answer{ID: w.ID, Output: out, Blobs: blobs}
			if err != nil {
				a.Err = &sandbox.Failure{Type: err.Code, Message: err.Message, Status: err.Status()}
			}
			v.answer(a)
		})
	}
}

// answer hands an answer to the program, now or when its turn is over.
func (v *node) answer(a sandbox.Answer) {
	if _, waits := v.waits[a.ID]; !waits || v.p.gone {
		return
	}
	delete(v.waits, a.ID)
	v.answers = append(v.answers, a)
	if v.turn == nil {
		v.resume()
	}
}

func (v *node) resume() {
	answers := v.answers
	v.answers = nil
	v.take(v.program.Resume(v.now(), answers))
}

func (v *node) end(f vpc.Failure) {
	for _, port := range slices.Sorted(maps.Keys(v.waiting)) {
		for _, x := range v.waiting[port] {
			x.Answer(vpc.Answer{Failure: f})
		}
	}
	for _, x := range sim.InOrder(v.open) {
		x.Answer(vpc.Answer{Failure: f})
	}
	if v.job != 0 {
		v.s.CPU.Remove(v.s.host.Now(), v.job)
		delete(v.s.jobs, v.job)
		v.s.plan()
	}
	v.turn, v.job, v.answers, v.open, v.waiting = nil, 0, nil, nil, nil
	if v.program != nil {
		v.program.Close()
		v.program = nil
	}
}

func (v *node) state() any {
	type port struct {
		Port, Accepts, Waiting int
	}
	var ports []port
	for _, n := range v.p.ports {
		ports = append(ports, port{n, len(v.accepts[n]), len(v.waiting[n])})
	}
	return struct {
		Main    string
		Loaded  string
		Turns   uint64
		Turn    *sandbox.Turn
		Answers []sandbox.Answer
		Waits   []int64
		Ports   []port
		Open    []int64
		Last    int64
	}{v.main, v.loaded, v.turns, v.turn, v.answers, slices.Sorted(maps.Keys(v.waits)), ports, slices.Sorted(maps.Keys(v.open)), v.last}
}

// decode reads what a program hands over; what it hands over is made by the
// runtime's own scripts.
func decode(data []byte, into any) {
	if err := json.Unmarshal(data, into); err != nil {
		panic("guest: " + err.Error())
	}
}
